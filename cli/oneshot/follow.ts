// `tail -f`: every change of a channel once and in order, over lost connections, for as long as somebody reads.
import { errorTable, Refusal } from '../../common/errors.ts';
import type { Channel, Message } from '../../common/model.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Position } from '../commands/effect.ts';
import { messageRow } from '../commands/message-row.ts';
import { exitCodeOf, exitCodes } from '../commands/exit-code.ts';
import { isFailure, Lost, type Caller, type Failure } from '../net/caller.ts';
import { openGateway } from '../net/gateway.ts';
import type { Link } from '../net/link.ts';
import type { SafeEvent } from '../net/parse.ts';
import { rowText, safeLine, type RowStyle } from './rows.ts';
import { printOut, tell } from './terminal.ts';

export interface FollowOptions {
  readonly url: string;
  readonly token: string;
  /** A new caller for each round of questions, because a caller's time is counted from its making. */
  readonly caller: () => Caller;
  readonly channel: Channel;
  readonly from: Position;
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
  const place: Place = { ...options.from, printed: new Set(options.from.printed) };
  return await new Promise<number>((resolve) => {
    let asked = false;
    let asking = false;
    let ended = false;
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
        const failure = await printChanges(options, place);
        // A host that is away comes back with a new `ready`, which asks again.
        if (failure !== null && !passes(failure)) return end(complain(failure));
        if (failure !== null) retry();
      }
      asking = false;
    };
    const retry = () => setTimeout(() => !ended && void pull(), retryMs).unref();
    const events = (list: readonly SafeEvent[]) => {
      for (const event of list) {
        if ('message' in event && event.message.channel === options.channel.id && event.message.rev > place.rev) {
          void pull();
        }
        if (event.type === 'channel.left' && event.channel === options.channel.id) {
          end(complain(new Refusal('not_a_member')));
        }
      }
    };
    const link = (now: Link) => {
      if (now.type === 'waiting' && !quiet) tell(`Not connected: ${safeLine(now.reason)} Trying again.`);
      if (now.type === 'logged out') end(complain(new Refusal('not_logged_in')));
      if (now.type === 'stopped') end(complain(new Refusal('internal', now.reason)));
    };
    const gateway = openGateway({
      url: options.url,
      token: options.token,
      listener: { link, events, ready: () => void pull() },
    });
    signal.addEventListener('abort', () => end(exitCodes.interrupted), { once: true });
  });
}

const retryMs = 2000;

/** A position that moves. */
interface Place {
  rev: number;
  seq: number;
  readonly printed: Set<number>;
}

/** Prints what comes after the place, and moves it; null when all of it is printed. */
async function printChanges(options: FollowOptions, place: Place): Promise<Failure | null> {
  const caller = options.caller();
  const { id } = options.channel;
  for (;;) {
    const limit = protocolLimits.pageMaxMessages;
    const page = await caller.call('channel.changes', { channel: id, after_rev: place.rev, limit });
    if (isFailure(page)) return page;
    if (page.gap) {
      const failure = await printHistory(options, place, caller);
      if (failure !== null) return failure;
      // Smaller after the host was put back to an older copy of itself; its numbers count from there again.
      if (page.last_rev < place.rev) place.printed.clear();
      place.rev = page.last_rev;
      continue;
    }
    for (const message of page.changes) {
      if (!place.printed.delete(message.rev)) await print(message, options.style);
      place.rev = message.rev;
      place.seq = Math.max(place.seq, message.seq);
    }
    if (!page.has_more || page.changes.length === 0) return null;
  }
}

/** Too far behind for changes: the messages themselves are all still there, only edits in between are not told. */
async function printHistory(options: FollowOptions, place: Place, caller: Caller): Promise<Failure | null> {
  if (!options.quiet) tell('Far behind: edits of older messages in between are left out.');
  for (;;) {
    const limit = protocolLimits.pageMaxMessages;
    const page = await caller.call('message.history', { channel: options.channel.id, after: place.seq, limit });
    if (isFailure(page)) return page;
    for (const message of page.messages) {
      await print(message, options.style);
      place.printed.add(message.rev);
      place.seq = message.seq;
    }
    if (!page.has_after || page.messages.length === 0) return null;
  }
}

async function print(message: Message, style: RowStyle): Promise<void> {
  if (message.deleted_at === null) await printOut(await rowText(messageRow(message), style));
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
