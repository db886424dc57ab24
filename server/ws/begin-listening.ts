// How a socket that has identified joins: it listens first and reads the state second, so that nothing falls in between.
import type { Login, Services } from '../handlers/context.ts';
import { viewState } from '../handlers/views.ts';
import { channelIds } from '../store/members.ts';
import type { ChannelOrder } from './channel-order.ts';
import type { PresenceAnnouncer } from './presence-announcer.ts';
import type { Fanout, Listener } from './fanout.ts';
import type { SocketWriter } from './socket-writer.ts';

export interface GatewayParts {
  readonly services: Services;
  readonly fanout: Fanout;
  readonly order: ChannelOrder;
  readonly announcer: PresenceAnnouncer;
}

export interface Identified {
  readonly login: Login;
  readonly writer: SocketWriter;
  readonly address: string;
  /** Asks again whether the login is good: it may have been revoked before its socket was listening for that. */
  readonly stillGood: () => Promise<boolean>;
}

/** Sends `ready`, then what was heard while the state was read. Answers the function that ends the listening. */
export async function beginListening(parts: GatewayParts, identified: Identified): Promise<() => void> {
  const { services, fanout, order, announcer } = parts;
  const { login, writer, stillGood } = identified;
  const heard = createHearing(writer);
  const tellState = async () => {
    await services.bus.reached();
    await order.begin([...listener.channels]);
    const state = await viewState({ ...services, login, address: identified.address });
    if (await stillGood()) writer.send({ type: 'ready', state });
    else writer.close('not_logged_in');
  };
  const listener: Listener = {
    user: login.user.id,
    token: login.token.id,
    channels: new Set(),
    left: new Set(),
    hear: (frames) => heard.hear(frames),
    revoke: () => writer.close('not_logged_in'),
    refresh: () => {
      // Who cannot be told the state comes back for it.
      heard.after(tellState).catch(() => writer.close('internal', 1000));
    },
  };
  fanout.add(listener);
  announcer.arrive(login.user.id);
  const expiry = atExpiry(login, () => listener.revoke());
  const leave = () => {
    clearTimeout(expiry);
    fanout.remove(listener);
    announcer.depart(login.user.id);
  };
  try {
    await heard.after(async () => {
      await services.bus.reached();
      fanout.tune(listener, await channelIds(services.db, login.user.id));
      await tellState();
    });
  } catch (error) {
    leave();
    throw error;
  }
  return leave;
}

interface Hearing {
  hear(frames: Buffer): void;
  /** What is heard while `work` tells the state is told after it. */
  after(work: () => Promise<void>): Promise<void>;
}

function createHearing(writer: SocketWriter): Hearing {
  const early: Buffer[] = [];
  let telling: Promise<void> | undefined;

  const after = async (work: () => Promise<void>): Promise<void> => {
    if (telling !== undefined) return await telling.then(() => after(work));
    telling = work();
    try {
      await telling;
    } finally {
      telling = undefined;
      for (const frames of early.splice(0)) writer.write(frames);
    }
  };
  return { hear: (frames) => (telling === undefined ? writer.write(frames) : void early.push(frames)), after };
}

/** The longest that a timer of Node can wait, about 24 days; a socket rarely lives as long. */
const timerMaxMs = 2 ** 31 - 1;

/** By the database's clock: the one of a node may jump. */
function atExpiry({ expires_in_ms }: Login, end: () => void): NodeJS.Timeout | undefined {
  if (expires_in_ms === null || expires_in_ms > timerMaxMs) return undefined;
  return setTimeout(end, Math.max(0, expires_in_ms)).unref();
}
