// From the bus to the sockets of this node: who hears an event, encoded once for all of them.
import { rootOf, type ChannelId, type TokenId, type UserId } from '../../common/ids.ts';
import type { Event } from '../../common/events.ts';
import type { Address, Envelope, Topic } from '../bus/bus.ts';
import { encodeFrame } from './encode.ts';

/** A socket that hears events. */
export interface Listener {
  readonly user: UserId;
  readonly token: TokenId;
  /** What it hears of; kept by the fan-out, in arrays that are as long as they need to be: a node has one for each socket. */
  channels: readonly ChannelId[];
  /** What its user left before it was tuned: a list of channels that was read before then must not bring it back. */
  left: Set<ChannelId> | undefined;
  /** How its user stood when its login was last looked up, see store/users.ts. */
  readonly standing: string;
  hear(frames: Buffer): void;
  revoke(): void;
  /** Looks its login up, because what its user may do changed. */
  lookAgain(): void;
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
  listenersOf(user: UserId): readonly Listener[];
  /** Everybody who has a listener. */
  users(): Iterable<UserId>;
}

const nobody: readonly Listener[] = [];

interface Audience {
  /** One text for all of them: each that the database answers is another. */
  readonly channel: ChannelId;
  readonly listeners: Set<Listener>;
}

/** `onDelivered` is told after each envelope how many events went to sockets. */
export function createFanout(interest: Interest, onDelivered: (events: number) => void = () => {}): Fanout {
  const { enter, leave, join, part, audienceOf } = createAudiences(interest);
  const byUser = new Map<UserId, readonly Listener[]>();

  const listenersOf = (user: UserId) => byUser.get(user) ?? nobody;

  const add = (listener: Listener) => {
    const others = listenersOf(listener.user);
    byUser.set(listener.user, others.concat(listener));
    if (others.length === 0) interest.follow({ type: 'user', id: listener.user });
  };

  const tune: Fanout['tune'] = (listener, channels) => {
    const { left } = listener;
    // A list that was read later has been given to it already.
    if (left === undefined) return;
    const fresh = channels.filter((channel) => !left.has(channel) && !listener.channels.includes(channel));
    listener.channels = listener.channels.concat(fresh.map((channel) => enter(listener, channel)));
    listener.left = undefined;
  };

  const retune: Fanout['retune'] = (listener, channels) => {
    const heard = new Set(listener.channels);
    const gone = listener.channels.filter((channel) => !channels.has(channel));
    const fresh = [...channels].filter((channel) => !heard.has(channel));
    listener.left = undefined;
    if (gone.length + fresh.length === 0) return false;
    for (const channel of gone) leave(listener, channel);
    const entered = fresh.map((channel) => enter(listener, channel));
    listener.channels = listener.channels.filter((channel) => channels.has(channel)).concat(entered);
    return true;
  };

  const remove = (listener: Listener) => {
    const others = listenersOf(listener.user).filter((other) => other !== listener);
    if (others.length > 0) byUser.set(listener.user, others);
    else if (byUser.delete(listener.user)) interest.unfollow({ type: 'user', id: listener.user });
    for (const channel of listener.channels) leave(listener, channel);
    listener.channels = [];
  };

  /** Joining and leaving change what a user's sockets hear, from this very event on. */
  const follow = (user: UserId, event: Event) => {
    const move = moveOf(event);
    if (move === undefined) return;
    if (byUser.has(user)) interest.moved(user);
    for (const listener of listenersOf(user))
      if (move.rev !== undefined) join(listener, move.channel, move.rev);
      else part(listener, move.channel);
  };

  const deliver = (envelope: Envelope) => {
    if (envelope.type === 'settings_changed') return;
    if (envelope.type !== 'events') return tellOfLogins(listenersOf(envelope.user), envelope);
    const { to, events } = envelope;
    if (to.type === 'user') for (const event of events) follow(to.id, event);
    onDelivered(events.length * sendTo(addressed(to, { listenersOf, audienceOf }), events));
  };

  return { add, tune, retune, remove, deliver, listenersOf, users: () => byUser.keys() };
}

/** Tells everybody on this node. */
export function tellEverybody(fanout: Pick<Fanout, 'users' | 'listenersOf'>, event: Event): void {
  sendTo(
    [...fanout.users()].flatMap((user) => fanout.listenersOf(user)),
    [event],
  );
}

type AboutLogins = Extract<Envelope, { readonly type: 'revoked' | 'user_changed' }>;

function tellOfLogins(listeners: readonly Listener[], envelope: AboutLogins): void {
  for (const listener of listeners) {
    if (envelope.type === 'user_changed') listener.lookAgain();
    else if (listener.token === envelope.token) listener.revoke();
  }
}

/** What a user's sockets hear from this event on, everything up to `rev` being known, or hear no more. */
function moveOf(event: Event): { readonly channel: ChannelId; readonly rev?: number } | undefined {
  if (event.type === 'channel.joined') return { channel: event.channel.id, rev: event.channel.last_rev };
  if (event.type === 'channel.left') return { channel: event.channel };
  if (event.type === 'server.joined') return { channel: rootOf(event.server.id), rev: event.server.rev };
  return event.type === 'server.left' ? { channel: rootOf(event.server) } : undefined;
}

/** Who hears each channel. */
function createAudiences(interest: Interest) {
  const byChannel = new Map<ChannelId, Audience>();

  const enter = (listener: Listener, id: ChannelId, rev?: number): ChannelId => {
    const known = byChannel.get(id);
    const audience = known ?? { channel: id, listeners: new Set() };
    audience.listeners.add(listener);
    if (known === undefined) {
      byChannel.set(id, audience);
      interest.follow({ type: 'channel', id }, rev);
    }
    return audience.channel;
  };

  const leave = (listener: Listener, id: ChannelId) => {
    const listeners = byChannel.get(id)?.listeners;
    if (listeners?.delete(listener) !== true || listeners.size > 0) return;
    byChannel.delete(id);
    interest.unfollow({ type: 'channel', id });
  };

  const audienceOf = (id: ChannelId): Iterable<Listener> => byChannel.get(id)?.listeners ?? nobody;
  const join = (listener: Listener, id: ChannelId, rev: number) => {
    listener.left?.delete(id);
    if (listener.channels.includes(id)) return;
    listener.channels = listener.channels.concat(enter(listener, id, rev));
  };

  const part = (listener: Listener, id: ChannelId) => {
    listener.left?.add(id);
    listener.channels = listener.channels.filter((channel) => channel !== id);
    leave(listener, id);
  };

  return { enter, leave, join, part, audienceOf };
}

interface Index {
  readonly listenersOf: (user: UserId) => Iterable<Listener>;
  readonly audienceOf: (channel: ChannelId) => Iterable<Listener>;
}

function addressed(to: Address, { listenersOf, audienceOf }: Index): Iterable<Listener> {
  switch (to.type) {
    case 'channel':
      return without(audienceOf(to.id), to.except);
    case 'user':
      return listenersOf(to.id);
    case 'sharing': {
      const sharing = to.channels.flatMap((channel) => [...audienceOf(channel)]);
      const named = (to.users ?? []).flatMap((user) => [...listenersOf(user)]);
      return without(new Set([...sharing, ...named]), to.except);
    }
  }
}

function without(listeners: Iterable<Listener>, users: readonly UserId[] = []): Iterable<Listener> {
  if (users.length === 0) return listeners;
  const excepted = new Set(users);
  return [...listeners].filter(({ user }) => !excepted.has(user));
}

/** Answers to how many. */
function sendTo(listeners: Iterable<Listener>, events: readonly Event[]): number {
  let frames: Buffer | undefined;
  let sockets = 0;
  for (const listener of listeners) {
    frames ??= Buffer.concat(events.map((event) => encodeFrame({ type: 'event', event })));
    listener.hear(frames);
    sockets += 1;
  }
  return sockets;
}
