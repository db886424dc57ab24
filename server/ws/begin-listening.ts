// How a socket that has identified joins: it listens first and reads the state second, so that nothing falls in between.
import type { ChannelId, TokenId, UserId } from '../../common/ids.ts';
import type { Refusal } from '../../common/errors.ts';
import type { CloseCode } from '../../common/frame.ts';
import type { Login, Services } from '../handlers/context.ts';
import { belongings, toState } from '../handlers/views.ts';
import { channelIds } from '../store/members.ts';
import { findLoginById, type StoredLogin } from '../store/tokens.ts';
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

export interface Listening {
  /** Who asks, as they were when that was last looked up. */
  readonly login: Login;
  leave(): void;
}

/** Sends `ready`, then what was heard while the state was read. */
export async function beginListening(
  parts: GatewayParts,
  login: StoredLogin,
  writer: SocketWriter,
): Promise<Listening> {
  const listener = new SocketListener(parts, login, writer);
  parts.fanout.add(listener);
  parts.announcer.arrive(listener.user);
  try {
    await listener.begin();
  } catch (error) {
    listener.leave();
    throw error;
  }
  return listener;
}

const nowhere: readonly ChannelId[] = [];

/** A class, because a node has many: its functions exist once. */
class SocketListener implements Listener, Listening {
  readonly user: UserId;
  readonly token: TokenId;
  channels: readonly ChannelId[] = nowhere;
  left: Set<ChannelId> | undefined = new Set();
  login: Login;
  standing: string;
  readonly #parts: GatewayParts;
  readonly #writer: SocketWriter;
  readonly #expiry: NodeJS.Timeout | undefined;
  #telling: Promise<void> | undefined;
  /** What is heard while the state is told, to be told after it. */
  #early: Buffer[] | undefined;
  #earlyBytes = 0;

  constructor(parts: GatewayParts, login: StoredLogin, writer: SocketWriter) {
    this.user = login.user.id;
    this.token = login.token.id;
    this.login = asked(login);
    this.standing = standingOf(login);
    this.#parts = parts;
    this.#writer = writer;
    this.#expiry = atExpiry(login, () => this.revoke());
  }

  async begin(): Promise<void> {
    await this.#before(async () => {
      const { services, fanout } = this.#parts;
      await services.bus.reached();
      fanout.tune(this, await channelIds(services.db, this.user));
      await this.#tellState();
    });
  }

  hear(frames: Buffer): void {
    if (this.#telling === undefined) this.#writer.write(frames);
    else this.#keep(frames);
  }

  #keep(frames: Buffer): void {
    this.#earlyBytes += frames.length;
    if (this.#earlyBytes > this.#parts.services.limits.socketQueueBytes) this.#writer.close('slow');
    else (this.#early ??= []).push(frames);
  }

  revoke(): void {
    this.#writer.close('not_logged_in');
  }

  lookAgain(): void {
    this.#lookUp().catch(() => this.#writer.close('internal', 1000));
  }

  refresh(): void {
    // Who cannot be told the state comes back for it.
    this.#before(() => this.#tellState()).catch(() => this.#writer.close('internal', 1000));
  }

  leave(): void {
    clearTimeout(this.#expiry);
    this.#parts.fanout.remove(this);
    this.#parts.announcer.depart(this.user);
  }

  async #tellState(): Promise<void> {
    const { services, order } = this.#parts;
    await services.bus.reached();
    await order.begin(this.channels);
    const held = await belongings(services.db, this.user);
    // It may have been revoked before its socket was listening for that.
    const login = await this.#lookUp();
    if (login !== undefined) this.#writer.send({ type: 'ready', state: toState(services.host, login, held) });
  }

  /** The login as it is now; closes the socket where it is not good any more. */
  async #lookUp(): Promise<StoredLogin | undefined> {
    const login = await findLoginById(this.#parts.services.db, this.token);
    if (login === undefined) this.revoke();
    else if (login.user.is_suspended) this.#writer.close('suspended');
    else {
      this.login = asked(login);
      this.standing = standingOf(login);
      return login;
    }
    return undefined;
  }

  /** Does `work`, which tells the state, before anything that is heard from here on. */
  async #before(work: () => Promise<void>): Promise<void> {
    if (this.#telling !== undefined) return await this.#telling.then(() => this.#before(work));
    this.#telling = work();
    try {
      await this.#telling;
    } finally {
      this.#telling = undefined;
      for (const frames of this.#early ?? []) this.#writer.write(frames);
      this.#early = undefined;
      this.#earlyBytes = 0;
    }
  }
}

/** What is kept of a login. */
function asked({ user: { id, username }, token }: StoredLogin): Login {
  return { user: { id, username }, token: { id: token.id } };
}

/** One text for all who have nothing special: each that the database answers is another. */
const ordinary = 'f member';
function standingOf({ user: { standing } }: StoredLogin): string {
  return standing === ordinary ? ordinary : standing;
}

/** How a socket whose login was refused is closed. */
export function closeCodeOf({ code }: Refusal): CloseCode {
  return code === 'rate_limited' || code === 'suspended' ? code : 'not_logged_in';
}

/** The longest that a timer of Node can wait, about 24 days; a socket rarely lives as long. */
const timerMaxMs = 2 ** 31 - 1;

/** By the database's clock: the one of a node may jump. */
function atExpiry({ expires_in_ms }: StoredLogin, end: () => void): NodeJS.Timeout | undefined {
  if (expires_in_ms === null || expires_in_ms > timerMaxMs) return undefined;
  return setTimeout(end, Math.max(0, expires_in_ms)).unref();
}
