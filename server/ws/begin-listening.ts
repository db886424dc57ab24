// How a socket that has identified joins: it listens first and reads the state second, so that nothing falls in between.
import type { ChannelId, TokenId, UserId } from '../../common/ids.ts';
import type { Services } from '../handlers/context.ts';
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

/** Sends `ready`, then what was heard while the state was read. Answers what ends the listening. */
export async function beginListening(
  parts: GatewayParts,
  login: StoredLogin,
  writer: SocketWriter,
): Promise<{ leave(): void }> {
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
class SocketListener implements Listener {
  readonly user: UserId;
  readonly token: TokenId;
  channels: readonly ChannelId[] = nowhere;
  left: Set<ChannelId> | undefined = new Set();
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
    const login = await findLoginById(services.db, this.token);
    if (login === undefined) this.revoke();
    else this.#writer.send({ type: 'ready', state: toState(services.host, login, held) });
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

/** The longest that a timer of Node can wait, about 24 days; a socket rarely lives as long. */
const timerMaxMs = 2 ** 31 - 1;

/** By the database's clock: the one of a node may jump. */
function atExpiry({ expires_in_ms }: StoredLogin, end: () => void): NodeJS.Timeout | undefined {
  if (expires_in_ms === null || expires_in_ms > timerMaxMs) return undefined;
  return setTimeout(end, Math.max(0, expires_in_ms)).unref();
}
