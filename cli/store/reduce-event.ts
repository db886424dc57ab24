// What each event of the host does to the state.
import type { Event } from '../../common/events.ts';
import type { ChannelId, UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Safe } from '../../common/safe-text.ts';
import { withChannel } from './edit.ts';
import { withMarker } from './marker.ts';
import { messageEvent } from './reduce-message.ts';
import { freshChannel, type ChannelState, type ClientState, type MemberEvent } from './state.ts';
import { friendSeen, relationEvent } from './reduce-people.ts';
import { serverEvent } from './reduce-server.ts';
import { withUser } from './users.ts';

export function reduceEvents(state: ClientState, events: readonly Safe<Event>[], now: number): ClientState {
  return events.reduce((before, event) => reduceEvent(before, event, now), state);
}

function reduceEvent(state: ClientState, event: Safe<Event>, now: number): ClientState {
  switch (event.type) {
    case 'message.created':
    case 'message.edited':
    case 'message.deleted':
    case 'message.pinned':
    case 'message.unpinned':
      return messageEvent(state, event.type, event.message);
    case 'channel.joined':
      return channelJoined(state, event);
    case 'channel.left':
      return channelLeft(state, event.channel);
    case 'channel.updated':
      return withChannel(state, event.channel.id, (channel) => channelUpdated(channel, event));
    case 'member.joined':
      return memberJoined(
        { ...withLate(state, event.channel, event), users: withUser(state.users, event.user) },
        event,
      );
    case 'member.left':
      return withMembers(withLate(state, event.channel, event), event.channel, (list) =>
        list.filter((member) => member.id !== event.user),
      );
    case 'marker.updated':
      return withChannel(state, event.channel, (channel) => withMarker(channel, event.marker, state.me?.id));
    case 'typing':
      return typing(state, event, now + protocolLimits.typingShownMs);
    case 'presence.updated':
      return presence(state, event);
    case 'me.updated':
      return { ...state, me: event.me };
    case 'friend.updated':
    case 'friend.removed':
      return relationEvent(state, event);
    case 'host.updated':
      return { ...state, host: event.host };
    case 'server.joined':
    case 'server.left':
    case 'server.updated':
      return serverEvent(state, event);
    case 'server.member_updated':
    case 'server.member_left':
    case 'report.queue':
      return state;
  }
}

type EventOf<N extends Event['type']> = Extract<Safe<Event>, { type: N }>;

function channelJoined(state: ClientState, event: EventOf<'channel.joined'>): ClientState {
  const { channel } = event;
  const users = channel.peer === null ? state.users : withUser(state.users, channel.peer);
  const held = state.channels.get(channel.id);
  if (held !== undefined) {
    const known = rejoined(held, freshChannel(channel));
    return { ...state, users, channels: new Map(state.channels).set(channel.id, known) };
  }
  // Between the host's reading of it and its telling something may have been sent that went only to those who were in it.
  const fresh = { ...freshChannel(channel), isUnsure: true };
  return { ...state, users, channels: new Map(state.channels).set(channel.id, fresh) };
}

/** One is in it already: what one may do there is new, and what it is called, unless a later change is known. */
function rejoined(held: ChannelState, fresh: ChannelState): ChannelState {
  const info = fresh.position < held.position ? held.info : fresh.info;
  return { ...held, info, permissions: fresh.permissions };
}

/** A change like that of a message: the next one is applied, a later one says that something is missing. */
function channelUpdated(channel: ChannelState, { channel: info, rev }: EventOf<'channel.updated'>): ChannelState {
  if (rev <= channel.position) return channel;
  const heard = Math.max(channel.heard, rev);
  return rev === channel.position + 1 ? { ...channel, info, position: rev, heard } : { ...channel, heard };
}

function channelLeft(state: ClientState, id: ChannelId): ClientState {
  const channels = new Map(state.channels);
  if (!channels.delete(id)) return state;
  return { ...state, channels, open: state.open === id ? null : state.open };
}

function memberJoined(state: ClientState, event: EventOf<'member.joined'>): ClientState {
  const { user: member } = event;
  return withMembers(state, event.channel, (list) =>
    [...list.filter((one) => one.id !== member.id), member].toSorted((a, b) => compareNames(a.username, b.username)),
  );
}

function compareNames(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}

/** Far more than is heard while a list is on its way. */
const lateMembersMax = 1000;

function withLate(state: ClientState, id: ChannelId, event: MemberEvent): ClientState {
  return withChannel(state, id, (channel) =>
    channel.lateMembers === null
      ? channel
      : { ...channel, lateMembers: [...channel.lateMembers, event].slice(-lateMembersMax) },
  );
}

type Members = NonNullable<ChannelState['members']>;

function withMembers(state: ClientState, id: ChannelId, change: (list: Members) => Members): ClientState {
  return withChannel(state, id, (channel) =>
    channel.members === null ? channel : { ...channel, members: change(channel.members) },
  );
}

function typing(state: ClientState, event: EventOf<'typing'>, until: number): ClientState {
  if (event.user === state.me?.id || !state.channels.has(event.channel)) return state;
  const others = (state.typing.get(event.channel) ?? []).filter((one) => one.user !== event.user);
  return { ...state, typing: new Map(state.typing).set(event.channel, [...others, { user: event.user, until }]) };
}

function presence(state: ClientState, event: EventOf<'presence.updated'>): ClientState {
  const { user, status, status_text: statusText } = event;
  const held = state.users.get(user);
  const users = held === undefined ? state.users : new Map(state.users).set(user, { ...held, status, statusText });
  const seen = { ...state, users, relations: friendSeen(state.relations, event) };
  if (state.open === null) return seen;
  return withMembers(withLate(seen, state.open, event), state.open, (list) => seenMembers(list, user, event));
}

function seenMembers(list: Members, user: UserId, event: EventOf<'presence.updated'>): Members {
  if (!list.some((member) => member.id === user)) return list;
  return list.map((member) =>
    member.id === user ? { ...member, status: event.status, status_text: event.status_text } : member,
  );
}
