// The real client without its screen: its session and store, and what the screen asks of them when it shows every page.
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { ChannelId } from '../../../common/ids.ts';
import { isFailure, type Caller } from '../../../cli/net/caller.ts';
import { openDisk } from '../../../cli/store/disk.ts';
import type { ClientState } from '../../../cli/store/state.ts';
import { createStore } from '../../../cli/store/store.ts';
import { openSession, type Session } from '../../../cli/tui/session/session.ts';

export interface Client extends Pick<Caller, 'call'> {
  state(): ClientState;
  /** Shows this channel, with its members beside it, whenever one is in it. */
  open(channel: ChannelId | null): void;
  /** Resolves when nothing is under way and the client believes that it misses nothing. */
  whole(): Promise<void>;
  /** Resolves when the host has said `ready` for the first time. */
  connect(): Promise<void>;
  close(): void;
}

const wholeWithinMs = 5000;
/** A hundredth of the longest wait before the next attempt to connect. */
const hurry = 0.01;

/** Not connected yet. */
export function createClient(url: string, token: string): Client {
  const store = createStore();
  const disk = openDisk(':memory:');
  let session: Session | null = null;
  const ask: Caller['call'] = (name, params, options) => {
    if (session === null) throw new Error('the client was never connected');
    return session.gateway.call(name, params, options);
  };
  let shown: ChannelId | null = null;
  const keepUp = () => {
    if (session === null || store.get().connection.type !== 'live') return;
    const { open, channels } = store.get();
    if (shown !== null && open !== shown && channels.has(shown)) {
      store.apply({ type: 'opened', channel: shown });
      session.sync.loadMembers(shown);
    }
    askForPages(session, store.get());
  };
  store.subscribe(keepUp);
  const lacks = () => {
    const { connection } = store.get();
    const isAsking = session?.gateway.waitingSince() !== null;
    return [
      ...(connection.type === 'live' ? [] : [`a connection (${connection.type})`]),
      ...(isAsking ? ['answers'] : []),
      ...unfinished(store.get()),
    ];
  };
  return {
    call: ask,
    state: () => store.get(),
    open(channel) {
      shown = channel;
      keepUp();
    },
    async whole() {
      const until = performance.now() + wholeWithinMs;
      for (;;) {
        // Its answer comes behind all that the host has told this socket so far.
        const answer = await ask('host.info', {});
        store.flush();
        await nextTurn();
        if (!isFailure(answer) && lacks().length === 0) return;
        if (isFailure(answer)) await pause(5);
        if (performance.now() > until) throw new Error(`the client is not whole: ${lacks().join(', ')}`);
      }
    },
    connect: () =>
      new Promise((resolve) => {
        session = openSession({ url, token, store, disk, onReady: () => resolve(), random: () => hurry });
      }),
    close() {
      session?.close();
      store.close();
      disk.close();
    },
  };
}

/** What the client itself knows that it lacks. */
function unfinished(state: ClientState): string[] {
  const strangers = state.strangers.size === 0 ? [] : ['how authors are drawn'];
  const lacking = [...state.channels.values()].flatMap((channel) => {
    const { window, info } = channel;
    const lacks = [
      channel.heard > channel.position && 'changes',
      channel.isUnsure && 'certainty',
      window.loading !== null && `the page ${window.loading}`,
      (window.hasBefore || window.hasAfter) && 'pages',
      state.open === channel.id && channel.members === null && 'members',
    ];
    return lacks.filter((lack) => lack !== false).map((lack) => `${info.kind} "${info.name}" lacks ${lack}`);
  });
  return [...strangers, ...lacking];
}

/** As the screen does for the open channel, here for all: whatever changes, it asks for what it lacks. */
function askForPages({ sync }: Session, state: ClientState): void {
  for (const { id, window } of state.channels.values()) {
    if (window.loading !== null) continue;
    if (window.hasAfter || (window.hasBefore && window.messages.length === 0)) sync.load(id, 'newest');
    else if (window.hasBefore) sync.load(id, 'before');
  }
}
