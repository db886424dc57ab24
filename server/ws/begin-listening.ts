// How a socket that has identified joins: it listens first and reads the state second, so that nothing falls in between.
import type { Login, Services } from '../handlers/context.ts';
import { viewState } from '../handlers/views.ts';
import { channelIds } from '../store/members.ts';
import type { PresenceAnnouncer } from './presence-announcer.ts';
import type { Fanout, Listener } from './fanout.ts';
import type { SocketWriter } from './socket-writer.ts';

export interface GatewayParts {
  readonly services: Services;
  readonly fanout: Fanout;
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
export async function beginListening(
  { services, fanout, announcer }: GatewayParts,
  identified: Identified,
): Promise<() => void> {
  const { login, writer, address, stillGood } = identified;
  const early: Buffer[] = [];
  let ready = false;
  const listener: Listener = {
    user: login.user.id,
    token: login.token.id,
    channels: new Set(),
    left: new Set(),
    hear: (frames) => (ready ? writer.write(frames) : void early.push(frames)),
    revoke: () => writer.close('not_logged_in'),
  };
  fanout.add(listener);
  announcer.arrive(login);
  const expiry = atExpiry(login, () => listener.revoke());
  const leave = () => {
    clearTimeout(expiry);
    fanout.remove(listener);
    announcer.depart(login);
  };
  try {
    fanout.tune(listener, await channelIds(services.db, login.user.id));
    const state = await viewState({ ...services, login, address });
    if (await stillGood()) writer.send({ type: 'ready', state });
    else writer.close('not_logged_in');
  } catch (error) {
    leave();
    throw error;
  }
  ready = true;
  for (const frames of early.splice(0)) writer.write(frames);
  return leave;
}

/** The longest that a timer of Node can wait, about 24 days; a socket rarely lives as long. */
const timerMaxMs = 2 ** 31 - 1;

function atExpiry({ token }: Login, end: () => void): NodeJS.Timeout | undefined {
  if (token.expires_at === null) return undefined;
  const leftMs = Date.parse(token.expires_at) - Date.now();
  return leftMs > timerMaxMs ? undefined : setTimeout(end, Math.max(0, leftMs)).unref();
}
