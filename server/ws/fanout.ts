// From the bus to the sockets of this node: who hears an event, encoded once for all of them.
import type { ChannelId, TokenId, UserId } from '../../common/ids.ts';
import type { Event } from '../../common/events.ts';
import type { Address, Envelope } from '../bus/bus.ts';
import { encodeFrame } from './encode.ts';

/** A socket that hears events. */
export interface Listener {
  readonly user: UserId;
  readonly token: TokenId;
  /** What it hears of; kept by the fan-out. */
  readonly channels: Set<ChannelId>;
  /** What its user left since it was added: a list of channels that was read before then must not bring it back. */
  readonly left: Set<ChannelId>;
  hear(frames: Buffer): void;
  revoke(): void;
}

export interface Fanout {
  /** From here on the listener hears what is for its user, and follows where they join and leave. */
  add(listener: Listener): void;
  /** It hears of these channels too, but for those left since it was added. */
  tune(listener: Listener, channels: readonly ChannelId[]): void;
  remove(listener: Listener): void;
  /** Delivers an envelope; never throws. */
  deliver(envelope: Envelope): void;
  socketsOf(user: UserId): number;
}

/** `onDelivered` is told after each envelope how many events went to sockets. */
export function createFanout(onDelivered: (events: number) => void = () => {}): Fanout {
  const byChannel = new Map<ChannelId, Set<Listener>>();
  const byUser = new Map<UserId, Set<Listener>>();

  const add = (listener: Listener) => insert(byUser, listener.user, listener);

  const tune = (listener: Listener, channels: readonly ChannelId[]) => {
    for (const channel of channels) {
      if (listener.left.has(channel)) continue;
      listener.channels.add(channel);
      insert(byChannel, channel, listener);
    }
  };

  const remove = (listener: Listener) => {
    drop(byUser, listener.user, listener);
    for (const channel of listener.channels) drop(byChannel, channel, listener);
  };

  /** Joining and leaving change what a user's sockets hear, from this very event on. */
  const follow = (user: UserId, event: Event) => {
    for (const listener of byUser.get(user) ?? []) {
      if (event.type === 'channel.joined') {
        listener.left.delete(event.channel.id);
        tune(listener, [event.channel.id]);
      } else if (event.type === 'channel.left') {
        listener.left.add(event.channel);
        listener.channels.delete(event.channel);
        drop(byChannel, event.channel, listener);
      }
    }
  };

  const audience = (to: Address): Iterable<Listener> => {
    switch (to.type) {
      case 'channel':
        return byChannel.get(to.id) ?? [];
      case 'user':
        return byUser.get(to.id) ?? [];
      case 'sharing':
        return new Set(to.channels.flatMap((channel) => [...(byChannel.get(channel) ?? [])]));
    }
  };

  const deliver = (envelope: Envelope) => {
    if (envelope.type === 'revoked') {
      for (const listener of byUser.get(envelope.user) ?? []) if (listener.token === envelope.token) listener.revoke();
      return;
    }
    const { to, events } = envelope;
    if (to.type === 'user') for (const event of events) follow(to.id, event);
    const listeners = audience(to);
    let frames: Buffer | undefined;
    let sockets = 0;
    for (const listener of listeners) {
      frames ??= Buffer.concat(events.map((event) => encodeFrame({ type: 'event', event })));
      listener.hear(frames);
      sockets += 1;
    }
    onDelivered(sockets * events.length);
  };

  return { add, tune, remove, deliver, socketsOf: (user) => byUser.get(user)?.size ?? 0 };
}

function insert<K>(index: Map<K, Set<Listener>>, key: K, listener: Listener): void {
  const listeners = index.get(key);
  if (listeners === undefined) index.set(key, new Set([listener]));
  else listeners.add(listener);
}

function drop<K>(index: Map<K, Set<Listener>>, key: K, listener: Listener): void {
  const listeners = index.get(key);
  listeners?.delete(listener);
  if (listeners?.size === 0) index.delete(key);
}
