// Everything that the server may announce, as one union. Applying an event twice is the same as applying it once.
import * as z from 'zod/mini';
import { ChannelId, ServerId, UserId } from './ids.ts';
import {
  Channel,
  Host,
  JoinedChannel,
  NameTag,
  Me,
  Member,
  Message,
  ReadMarker,
  Relation,
  SeenStatus,
} from './model.ts';
import { JoinedServer, Server, ServerMember } from './places.ts';

const event = <N extends string, S extends z.core.$ZodShape>(name: N, shape: S) =>
  z.object({ type: z.literal(name), ...shape });

/**
 * The message events, which carry the whole message, and `channel.updated` have a number in the channel's order of changes,
 * `rev`: a client at `rev - 1` applies them, one further behind has missed something and asks `channel.changes`.
 */
export const Event = z.discriminatedUnion('type', [
  event('message.created', { message: Message }),
  event('message.edited', { message: Message }),
  event('message.deleted', { message: Message }),
  event('message.pinned', { message: Message }),
  event('message.unpinned', { message: Message }),
  event('channel.joined', { channel: JoinedChannel }),
  event('channel.left', { channel: ChannelId }),
  event('channel.updated', { channel: Channel, rev: z.int() }),
  event('member.joined', { channel: ChannelId, user: Member }),
  event('member.left', { channel: ChannelId, user: UserId }),
  event('server.joined', { server: JoinedServer }),
  event('server.left', { server: ServerId }),
  event('server.updated', { server: Server, rev: z.int() }),
  event('server.member_updated', { server: ServerId, member: ServerMember }),
  event('server.member_left', { server: ServerId, user: UserId }),
  event('marker.updated', { channel: ChannelId, marker: ReadMarker }),
  event('typing', { channel: ChannelId, user: UserId }),
  event('presence.updated', { user: UserId, status: SeenStatus, status_text: z.string() }),
  event('user.updated', { user: NameTag }),
  event('me.updated', { me: Me }),
  event('report.queue', { server: z.nullable(ServerId), open: z.int() }),
  event('friend.updated', { relation: Relation }),
  event('friend.removed', { user: UserId }),
  event('host.updated', { host: Host }),
]);
export type Event = z.infer<typeof Event>;
export type EventType = Event['type'];

/** What each event says, for docs/protocol.md; the compiler keeps the list complete. */
export const eventMeanings: Record<EventType, string> = {
  'message.created': 'Somebody (you included) sent a message in a channel that you are in.',
  'message.edited': 'A message has new content; `edited_at` says when.',
  'message.deleted': 'A message is gone; what is left is its tombstone, without content.',
  'message.pinned': 'A message was pinned; `pinned_at` says when.',
  'message.unpinned': 'A message is not pinned any more.',
  'channel.joined':
    'You are in this channel now, by your own doing on any device or because somebody let you in, or your permissions in it changed. Ask `channel.changes` after its `last_rev` once.',
  'channel.left': 'You are not in this channel any more; nothing further arrives from it.',
  'channel.updated': 'The channel has another name, topic or place; `rev` is the number of that change.',
  'member.joined': 'Somebody else joined a channel that you are in.',
  'member.left': 'Somebody else left a channel that you are in.',
  'server.joined':
    'You are in this server now, or your roles, nickname or permissions in it changed. Its channels come as `channel.joined`.',
  'server.left': 'You are not in this server any more; nothing further arrives from it.',
  'server.updated':
    'The server, its roles or its categories changed; this is how it is now. `rev` is the number of that change: ignore an older one.',
  'server.member_updated': 'Somebody joined a server that you are in, or their nickname, roles or time-out changed.',
  'server.member_left': 'Somebody is no member of a server that you are in any more.',
  'marker.updated': 'Your read marker or your counts changed, here or on another of your devices.',
  typing: 'Somebody is writing; stop showing it after `typingShownMs` or at their next message.',
  'report.queue':
    'So many reports wait in the queue of a server, or of the host (`server` is null); told to those who may handle them, without what is about themselves.',
  'presence.updated': 'A friend, or somebody who shares a channel with you, is seen differently now.',
  'user.updated':
    'Somebody who shares a channel with you has another display name, colour or badge; or their pass began or ended.',
  'me.updated': 'Your own status, profile, privacy, rank or pass changed, by you on any device or by an administrator.',
  'friend.updated': 'Somebody asks you for friendship, is asked by you, is your friend or is blocked by you now.',
  'friend.removed': 'There is no friendship, request or block between you and somebody any more.',
  'host.updated': 'The host has another name or announcement, or takes new accounts differently. Everybody hears it.',
};
