// A client that keeps the protocol: it comes back by itself, to any node, and is whole again after everything.
import { setTimeout as sleep } from 'node:timers/promises';
import { closeTable, type CloseReason } from '../../../common/frame.ts';
import type { ChannelId } from '../../../common/ids.ts';
import type { State } from '../../../common/model.ts';
import { LineEnded, openLine, type Ask, type Line } from '../../client.ts';
import type { Random } from '../../crash/random.ts';
import type { Journal } from './journal.ts';
import { createRooms } from './rooms.ts';

export interface Client {
  readonly who: string;
  /** Connects, again and again, until it is told to end or may not come back by itself. */
  run(): Promise<void>;
  end(): void;
  /** Asks on the live line; throws where there is none. */
  readonly ask: Ask;
  /** How far it is in a channel; undefined where it follows none. */
  position: (channel: ChannelId) => number | undefined;
  /** Connections that it has had and lost. */
  endings(): number;
  /** Ends the connection; it comes back. */
  cut(): void;
  /** Stops reading, and reads on. */
  pause(): void;
  resume(): void;
}

export interface ClientOptions {
  readonly who: string;
  readonly token: string;
  /** One for each node. */
  readonly doors: readonly string[];
  readonly journal: Journal;
  readonly random: Random;
}

const patienceMs = 5000;
const answerMaxMs = 5000;
const atOnceMs = 500;
const firstWaitMs = 500;
const longestWaitMs = 3000;

export function createClient({ who, token, doors, journal, random }: ClientOptions): Client {
  let line: Line | undefined;
  let asking: Ask | undefined;
  let failures = 0;
  let ended = false;
  let endings = 0;

  const ask: Ask = async (request, params) => {
    if (asking === undefined) throw new Error('not connected');
    return await inTime(asking(request, params));
  };
  const rooms = createRooms({ who, ask, isLive: () => asking !== undefined, journal });
  const ready = (node: number) => (state: State, askHere: Ask) => {
    const again = asking !== undefined;
    asking = askHere;
    rooms.ready(state, { node: node + 1, again });
  };

  /** One connection, from its beginning to its end. */
  const live = async (node: number): Promise<CloseReason | undefined> => {
    try {
      line = await openLine(doors[node] ?? '', token, { hear: rooms.hear, ready: ready(node), patienceMs });
      failures = 0;
      if (ended) line.cut();
      const reason = await line.gone;
      endings += 1;
      journal.add({
        type: 'closed',
        at: journal.now(),
        who,
        code: reason?.code ?? (ended ? 'own' : 'broken'),
        node: node + 1,
      });
      return reason;
    } catch (error) {
      failures += 1;
      return error instanceof LineEnded ? error.reason : undefined;
    } finally {
      line = asking = undefined;
    }
  };

  const run = async () => {
    while (!ended) {
      const wait = waitAfter(await live(random.between(0, doors.length - 1)), failures, random);
      if (wait === undefined) return;
      await sleep(ended ? 0 : wait);
    }
  };

  return {
    who,
    run,
    end: () => {
      ended = true;
      line?.cut();
    },
    ask,
    position: rooms.position,
    endings: () => endings,
    cut: () => line?.cut(),
    pause: () => line?.pause(),
    resume: () => line?.resume(),
  };
}

/** As docs/protocol.md asks, with a longest wait that fits a run of minutes; undefined: not by itself. */
function waitAfter(reason: CloseReason | undefined, failures: number, random: Random): number | undefined {
  const again = reason === undefined ? 'later' : closeTable[reason.code].again;
  if (again === 'no') return undefined;
  if (again === 'at once') return random.between(0, atOnceMs);
  return (reason?.retry_after_ms ?? 0) + random.between(0, Math.min(longestWaitMs, firstWaitMs * 2 ** failures));
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${answerMaxMs} ms`)), answerMaxMs);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
