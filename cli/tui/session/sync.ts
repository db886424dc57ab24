// Keeps the store whole: fetches what was missed, and the pages of history that the screen wants.
import { Refusal } from '../../../common/errors.ts';
import type { ChannelId } from '../../../common/ids.ts';
import { protocolLimits } from '../../../common/limits.ts';
import type { Message } from '../../../common/model.ts';
import { safeMessage } from '../../../common/safe-message.ts';
import { makeSafe } from '../../../common/safe-text.ts';
import { isFailure, Lost, type Caller, type Failure } from '../../net/caller.ts';
import type { ChannelState } from '../../store/state.ts';
import type { Store } from '../../store/store.ts';

export interface Sync {
  /** Looks for channels that are behind; to be called after every change while the connection is live. */
  look(): void;
  load(channel: ChannelId, where: 'newest' | 'before' | 'after'): void;
  /** Fetches who is in the channel, which is shown from now on. */
  loadMembers(channel: ChannelId): void;
  /** The connection is live: what was missed without one is fetched. */
  resume(): void;
}

const pageMessages = 50;
/** The pane shows so many members; a channel may have a hundred thousand. */
const membersMax = 600;
const retryMs = 2000;

export function createSync(store: Store, caller: Caller, isLive: () => boolean): Sync {
  let catchingUp = false;
  /** When a channel that was refused may be asked for again; the others do not wait for it. */
  const notBefore = new Map<ChannelId, number>();
  let membersOf: ChannelId | null = null;
  let isAsking = false;
  let askAgain = false;

  const look = () => {
    if (catchingUp || !isLive()) return;
    const behind = nextBehind(store, (channel) => (notBefore.get(channel) ?? 0) <= Date.now());
    if (behind === undefined) return;
    catchingUp = true;
    void catchUp(store, caller, behind).then((failure) => {
      catchingUp = false;
      if (failure !== null) setTimeout(look, waitAfter(failure)).unref();
      // Without a connection no channel does better; the next one looks at once.
      if (failure instanceof Lost) return;
      if (failure !== null) notBefore.set(behind.id, Date.now() + waitAfter(failure));
      look();
    });
  };
  const refreshMembers = () => {
    const channel = membersOf;
    if (channel === null || store.get().open !== channel || !isLive()) return;
    // One list at a time: what is heard meanwhile belongs to it.
    askAgain = isAsking;
    if (isAsking) return;
    isAsking = true;
    void loadMembers(store, caller, channel).then((failure) => {
      isAsking = false;
      // Without a connection it is asked for again with the next one.
      if (failure instanceof Refusal) setTimeout(refreshMembers, waitAfter(failure)).unref();
      else if (askAgain) refreshMembers();
    });
  };
  return {
    look,
    load(channel, where) {
      const held = store.get().channels.get(channel);
      if (held === undefined || held.window.loading !== null || !isLive()) return;
      void loadPage(store, caller, held, where);
    },
    loadMembers(channel) {
      membersOf = channel;
      refreshMembers();
    },
    resume() {
      // Who came, who went and how they are seen has no number by which one could notice that it was missed.
      refreshMembers();
      look();
    },
  };
}

function waitAfter(failure: Failure): number {
  return 'retry_after_ms' in failure ? (failure.retry_after_ms ?? retryMs) : retryMs;
}

/** The open channel first: somebody is looking at it. */
function nextBehind(store: Store, mayAsk: (channel: ChannelId) => boolean): ChannelState | undefined {
  const { channels, open } = store.get();
  const isDue = (channel: ChannelState) => (channel.isUnsure || channel.heard > channel.position) && mayAsk(channel.id);
  const shown = open === null ? undefined : channels.get(open);
  return shown !== undefined && isDue(shown) ? shown : [...channels.values()].find(isDue);
}

/** Answers why it could not; null: the channel is whole. */
async function catchUp(store: Store, caller: Caller, behind: ChannelState): Promise<Failure | null> {
  const channel = behind.id;
  const changes: Message[] = [];
  let after = behind.position;
  for (;;) {
    const answer = await caller.call('channel.changes', {
      channel,
      after_rev: after,
      limit: protocolLimits.pageMaxMessages,
    });
    if (isFailure(answer)) return answer;
    if (answer.gap) {
      store.apply({
        type: 'gap',
        channel,
        lastRev: answer.last_rev,
        marker: answer.marker,
        info: makeSafe(answer.channel),
      });
      const held = store.get().channels.get(channel);
      if (held !== undefined && store.get().open === channel) await loadPage(store, caller, held, 'newest');
      return null;
    }
    changes.push(...answer.changes);
    after = answer.changes.at(-1)?.rev ?? answer.last_rev;
    if (answer.has_more && answer.changes.length > 0) continue;
    const lastRev = Math.max(after, answer.last_rev);
    const info = makeSafe(answer.channel);
    const missed = changes.map(safeMessage);
    store.apply({ type: 'caught up', channel, changes: missed, lastRev, marker: answer.marker, info });
    return null;
  }
}

async function loadPage(store: Store, caller: Caller, held: ChannelState, where: 'newest' | 'before' | 'after') {
  const { id: channel, window } = held;
  const [first, last] = [window.messages[0], window.messages.at(-1)];
  store.apply({ type: 'page asked', channel, where });
  const edge =
    where === 'before' && first !== undefined
      ? { before: first.seq }
      : where === 'after' && last !== undefined
        ? { after: last.seq }
        : {};
  const page = await caller.call('message.history', { channel, limit: pageMessages, ...edge });
  // The screen asks again as soon as nothing is on its way, so a failure keeps it waiting for a while.
  if (isFailure(page)) setTimeout(() => store.apply({ type: 'page failed', channel }), waitAfter(page)).unref();
  else store.apply({ type: 'page', channel, where, page: { ...page, messages: page.messages.map(safeMessage) } });
}

/** Answers why it could not; null: they are there. */
async function loadMembers(store: Store, caller: Caller, channel: ChannelId): Promise<Failure | null> {
  const members = [];
  let after = '';
  store.apply({ type: 'members asked', channel });
  for (;;) {
    const page = await caller.call('channel.members', { channel, after, limit: protocolLimits.pageMaxMembers });
    if (isFailure(page)) return page;
    members.push(...page.members);
    after = page.members.at(-1)?.username ?? '';
    if (!page.has_more || after === '' || members.length >= membersMax) break;
  }
  store.apply({ type: 'members', channel, members: makeSafe(members) });
  return null;
}
