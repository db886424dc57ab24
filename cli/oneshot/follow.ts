// `tail -f`: every change of a channel once and in order, over lost connections, for as long as somebody reads.
import { errorTable, Refusal } from '../../common/errors.ts';
import type { UserId } from '../../common/ids.ts';
import type { Channel, Message } from '../../common/model.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Position } from '../commands/effect.ts';
import { messageRow } from '../commands/message-row.ts';
import { exitCodeOf, exitCodes } from '../commands/exit-code.ts';
import { isFailure, Lost, type Caller, type CallOptions, type Failure } from '../net/caller.ts';
import { openGateway } from '../net/gateway.ts';
import type { Link } from '../net/link.ts';
import type { SafeEvent, SafeState } from '../net/parse.ts';
import { rowText, safeLine, type RowStyle } from './rows.ts';
import { printOut, tell } from './terminal.ts';

export interface FollowOptions {
  readonly url: string;
  readonly token: string;
  /** A new caller for each round of questions, because a caller's time is counted from its making. */
  readonly caller: () => Caller;
  readonly channel: Channel;
  readonly from: Position;
  /** Whether messages of people whom one has blocked are printed as well. */
  readonly showsBlocked: boolean;
  readonly style: RowStyle;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

/**
 * The socket only says that something has changed; what changed is asked for by position (`channel.changes`). So a
 * missed event, a doubled one and a reconnection are all the same: ask for what comes after the position.
 */
export async function follow(options: FollowOptions): Promise<number> {
  const { signal, quiet } = options;
  const place: Place = { ...options.from, printed: new Set(options.from.printed), blocked: new Set() };
  return await new Promise<number>((resolve) => {
    let asked = false;
    let asking = false;
    let ended = false;
    let round = new AbortController();
    const end = (code: number) => {
      if (ended) return;
      ended = true;
      gateway.close();
      resolve(code);
    };
    const pull = async () => {
      asked = true;
      if (asking) return;
      asking = true;
      // What comes while asking is asked for afterwards: `asked` is set again.
      while (asked && !ended) {
        asked = false;
        round = new AbortController();
        const failure = await printChanges(options, place, AbortSignal.any([signal, round.signal]));
        if (round.signal.aborted) continue;
        // A host that is away comes back with a new `ready`, which asks again.
        if (failure !== null && !passes(failure)) return end(complain(failure));
        if (failure !== null) retry();
      }
      asking = false;
    };
    const retry = () => setTimeout(() => !ended && void pull(), retryMs).unref();
    const events = (list: readonly SafeEvent[]) => {
      for (const event of list) {
        noteBlock(place, event);
        if ('message' in event && event.message.channel === options.channel.id && event.message.rev > place.rev) {
          void pull();
        }
        if (event.type === 'channel.left' && event.channel === options.channel.id) {
          end(complain(new Refusal('not_a_member')));
        }
      }
    };
    const ready = ({ relations }: SafeState) => {
      place.blocked.clear();
      for (const { kind, user } of relations) if (kind === 'blocked') place.blocked.add(user.id);
      // A question from before may wait for a connection that is dead, for all of its time.
      round.abort();
      void pull();
    };
    const sayLink = quiet ? () => {} : linkWords();
    const link = (now: Link) => {
      sayLink(now);
      if (now.type === 'logged out') end(complain(new Refusal('not_logged_in')));
      if (now.type === 'stopped') end(complain(new Refusal('internal', now.reason)));
    };
    const gateway = openGateway({
      url: options.url,
      token: options.token,
      listener: { link, events, ready },
    });
    signal.addEventListener('abort', () => end(exitCodes.interrupted), { once: true });
  });
}

const retryMs = 2000;

/** Says once that the connection is lost, however often it is tried again, and once that it is back. */
function linkWords(): (link: Link) => void {
  let lost = false;
  return (link) => {
    if (link.type === 'waiting' && !lost) tell(`Not connected: ${safeLine(link.reason)} Trying again.`);
    if (link.type === 'live' && lost) tell('Connected again.');
    if (link.type === 'waiting' || link.type === 'live') lost = link.type === 'waiting';
  };
}

/** A position that moves. */
interface Place {
  rev: number;
  seq: number;
  readonly printed: Set<number>;
  /** Whom one has blocked, as it was told last. */
  readonly blocked: Set<UserId>;
}

/** Prints what comes after the place, and moves it; null when all of it is printed. */
async function printChanges(options: FollowOptions, place: Place, signal: AbortSignal): Promise<Failure | null> {
  const ask: Ask = { caller: options.caller(), how: { onLoss: 'repeat', signal } };
  const { id } = options.channel;
  for (let gaps = 0; ;) {
    const limit = protocolLimits.pageMaxMessages;
    const page = await ask.caller.call('channel.changes', { channel: id, after_rev: place.rev, limit }, ask.how);
    if (isFailure(page)) return page;
    if (page.gap) {
      gaps += 1;
      // A gap behind a gap is no answer to go on from; asked at once it would only be given again.
      if (gaps > 1) return new Lost('unknown', 'The host cannot say what has changed.');
      const failure = await (page.last_rev < place.rev ? stepBack : printHistory)(options, place, ask);
      if (failure !== null) return failure;
      place.rev = page.last_rev;
      continue;
    }
    for (const message of page.changes) {
      // What was printed when it came, and is as it was written, was only pinned since.
      const isOld = message.seq <= place.seq && message.edited_at === null;
      if (!place.printed.delete(message.rev) && !isOld) await print(message, options, place);
      place.rev = message.rev;
      place.seq = Math.max(place.seq, message.seq);
    }
    if (page.has_more && page.changes.length > 0) continue;
    // A change of the topic has a number too, and nothing to print.
    place.rev = Math.max(place.rev, page.last_rev);
    return null;
  }
}

interface Ask {
  readonly caller: Caller;
  readonly how: CallOptions;
}

/** The host was put back to an older copy of itself, and its numbers count from there again. */
async function stepBack(options: FollowOptions, place: Place, { caller, how }: Ask): Promise<Failure | null> {
  const newest = await caller.call('message.history', { channel: options.channel.id, limit: 1 }, how);
  if (isFailure(newest)) return newest;
  if (!options.quiet)
    tell('The host has gone back to an older copy of this channel; what comes from now on is printed.');
  place.printed.clear();
  place.seq = Math.min(place.seq, newest.messages.at(-1)?.seq ?? 0);
  return null;
}

/** Too far behind for changes: the messages themselves are all still there, only edits in between are not told. */
async function printHistory(options: FollowOptions, place: Place, { caller, how }: Ask): Promise<Failure | null> {
  if (!options.quiet) tell('Far behind: edits of older messages in between are left out.');
  for (;;) {
    const limit = protocolLimits.pageMaxMessages;
    const page = await caller.call('message.history', { channel: options.channel.id, after: place.seq, limit }, how);
    if (isFailure(page)) return page;
    for (const message of page.messages) {
      await print(message, options, place);
      place.printed.add(message.rev);
      place.seq = message.seq;
    }
    if (!page.has_after || page.messages.length === 0) return null;
  }
}

function noteBlock({ blocked }: Place, event: SafeEvent): void {
  if (event.type === 'friend.removed') blocked.delete(event.user);
  if (event.type !== 'friend.updated') return;
  if (event.relation.kind === 'blocked') blocked.add(event.relation.user.id);
  else blocked.delete(event.relation.user.id);
}

async function print(message: Message, { style, showsBlocked }: FollowOptions, { blocked }: Place): Promise<void> {
  if (message.deleted_at !== null || (!showsBlocked && blocked.has(message.user.id))) return;
  await printOut(await rowText(messageRow(message), style));
}

/** Whether waiting may help. */
function passes(failure: Failure): boolean {
  if (failure instanceof Lost) return failure.loss !== 'garbled' && failure.loss !== 'interrupted';
  return errorTable[failure.code].again;
}

function complain(failure: Failure): number {
  tell(`devchat: ${safeLine(failure.message)}`);
  return exitCodeOf(failure);
}
