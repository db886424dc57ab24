// From the bus to the sockets of this node: who hears an event, encoded once for all of them.
import { rootOf, type ChannelId, type TokenId, type UserId } from '../../common/ids.ts';
import type { Event } from '../../common/events.ts';
import type { Address, Envelope, Topic } from '../bus/bus.ts';
import { encodeFrame } from './encode.ts';

/** A socket that hears events. */
export interface Listener {
  readonly user: UserId;
  readonly token: TokenId;
  /** What it hears of; kept by the fan-out. */
  readonly channels: Set<ChannelId>;
  /** What its user left before it was tuned: a list of channels that was read before then must not bring it back. */
  left: Set<ChannelId> | undefined;
  hear(frames: Buffer): void;
  revoke(): void;
  /** Sends the state anew, because something may have been missed. */
  refresh(): void;
}

/** Told what the listeners of this node need to hear of, from the first of them to the last. */
export interface Interest {
  /** `rev`: the change of the channel that its first listener has everything up to, where that is known already. */
  follow(topic: Topic, rev?: number): void;
  unfollow(topic: Topic): void;
  /** The user joined or left, says an event, which may be late: the database knows. */
  moved(user: UserId): void;
}

export interface Fanout {
  /** From here on the listener hears what is for its user, and follows where they join and leave. */
  add(listener: Listener): void;
  /** It hears of these channels from here on, but for those left since it was added; once for each listener. */
  tune(listener: Listener, channels: readonly ChannelId[]): void;
  /** It hears of exactly these channels; answers whether that is a change. */
  retune(listener: Listener, channels: ReadonlySet<ChannelId>): boolean;
  remove(listener: Listener): void;
  /** Delivers an envelope; never throws. */
  deliver(envelope: Envelope): void;
  listenersOf(user: UserId): ReadonlySet<Listener>;
  /** Everybody who has a listener. */
  users(): Iterable<UserId>;
}

const nobody: ReadonlySet<Listener> = new Set();

/** `onDelivered` is told after each envelope how many events went to sockets. */
export function createFanout(interest: Interest, onDelivered: (events: number) => void = () => {}): Fanout {
  const byChannel = new Map<ChannelId, Set<Listener>>();
  const byUser = new Map<UserId, Set<Listener>>();

  const add = (listener: Listener) => {
    if (insert(byUser, listener.user, listener)) interest.follow({ type: 'user', id: listener.user });
  };

  const hearOf = (listener: Listener, id: ChannelId, rev?: number) => {
    listener.channels.add(id);
    if (insert(byChannel, id, listener)) interest.follow({ type: 'channel', id }, rev);
  };

  const hearNoMoreOf = (listener: Listener, id: ChannelId) => {
    listener.channels.delete(id);
    if (drop(byChannel, id, listener)) interest.unfollow({ type: 'channel', id });
  };

  const tune: Fanout['tune'] = (listener, channels) => {
    const { left } = listener;
    // A list that was read later has been given to it already.
    if (left === undefined) return;
    for (const channel of channels) if (!left.has(channel)) hearOf(listener, channel);
    listener.left = undefined;
  };

  const retune: Fanout['retune'] = (listener, channels) => {
    const gone = [...listener.channels].filter((channel) => !channels.has(channel));
    const fresh = [...channels].filter((channel) => !listener.channels.has(channel));
    for (const channel of gone) hearNoMoreOf(listener, channel);
    for (const channel of fresh) hearOf(listener, channel);
    listener.left = undefined;
    return gone.length + fresh.length > 0;
  };

  const remove = (listener: Listener) => {
    if (drop(byUser, listener.user, listener)) interest.unfollow({ type: 'user', id: listener.user });
    // A set may lose what is being looked at.
    for (const channel of listener.channels) hearNoMoreOf(listener, channel);
  };

  /** Joining and leaving change what a user's sockets hear, from this very event on. */
  const follow = (user: UserId, event: Event) => {
    const move = moveOf(event);
    if (move === undefined) return;
    if (byUser.has(user)) interest.moved(user);
    for (const listener of byUser.get(user) ?? nobody) {
      if (move.rev !== undefined) {
        listener.left?.delete(move.channel);
        hearOf(listener, move.channel, move.rev);
      } else {
        listener.left?.add(move.channel);
        hearNoMoreOf(listener, move.channel);
      }
    }
  };

  const deliver = (envelope: Envelope) => {
    if (envelope.type === 'revoked') {
      for (const listener of byUser.get(envelope.user) ?? nobody)
        if (listener.token === envelope.token) listener.revoke();
      return;
    }
    const { to, events } = envelope;
    if (to.type === 'user') for (const event of events) follow(to.id, event);
    const sockets = sendTo(audience(to, { byChannel, byUser }), events);
    onDelivered(sockets * events.length);
  };

  const listenersOf = (user: UserId) => byUser.get(user) ?? nobody;
  return { add, tune, retune, remove, deliver, listenersOf, users: () => byUser.keys() };
}

/** What a user's sockets hear from this event on, everything up to `rev` being known, or hear no more. */
function moveOf(event: Event): { readonly channel: ChannelId; readonly rev?: number } | undefined {
  if (event.type === 'channel.joined') return { channel: event.channel.id, rev: event.channel.last_rev };
  if (event.type === 'channel.left') return { channel: event.channel };
  if (event.type === 'server.joined') return { channel: rootOf(event.server.id), rev: event.server.rev };
  return event.type === 'server.left' ? { channel: rootOf(event.server) } : undefined;
}

/** Answers to how many. */
function sendTo(listeners: ReadonlySet<Listener>, events: readonly Event[]): number {
  if (listeners.size === 0) return 0;
  const frames = Buffer.concat(events.map((event) => encodeFrame({ type: 'event', event })));
  for (const listener of listeners) listener.hear(frames);
  return listeners.size;
}

interface Index {
  readonly byChannel: ReadonlyMap<ChannelId, ReadonlySet<Listener>>;
  readonly byUser: ReadonlyMap<UserId, ReadonlySet<Listener>>;
}

function audience(to: Address, { byChannel, byUser }: Index): ReadonlySet<Listener> {
  switch (to.type) {
    case 'channel':
      return without(byChannel.get(to.id) ?? nobody, to.except);
    case 'user':
      return byUser.get(to.id) ?? nobody;
    case 'sharing': {
      const sharing = to.channels.flatMap((channel) => [...(byChannel.get(channel) ?? [])]);
      const named = (to.users ?? []).flatMap((user) => [...(byUser.get(user) ?? [])]);
      return without(new Set([...sharing, ...named]), to.except);
    }
  }
}

function without(listeners: ReadonlySet<Listener>, users: readonly UserId[] = []): ReadonlySet<Listener> {
  if (users.length === 0 || listeners.size === 0) return listeners;
  const excepted = new Set(users);
  return new Set([...listeners].filter(({ user }) => !excepted.has(user)));
}

/** Whether it is the first. */
function insert<K>(index: Map<K, Set<Listener>>, key: K, listener: Listener): boolean {
  const listeners = index.get(key);
  if (listeners === undefined) index.set(key, new Set([listener]));
  else listeners.add(listener);
  return listeners === undefined;
}

/** Whether it was the last. */
function drop<K>(index: Map<K, Set<Listener>>, key: K, listener: Listener): boolean {
  const listeners = index.get(key);
  if (listeners?.delete(listener) !== true || listeners.size > 0) return false;
  return index.delete(key);
}
