// Requests about channels: rooms, DMs, and being in any of them.
import * as z from 'zod/mini';
import { CategoryId, ChannelId, ServerId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Channel, JoinedChannel, ListedChannel, Member, Message, ReadMarker } from '../model.ts';
import { ChannelName, none, oneLine, pageSize, Reason, Seq, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

export const channelRequests = {
  'channel.create': row(
    'user',
    'write',
    'Make a room and join it; or, with `server`, a channel of that server at the end of `category` (takes `manage_channels`). `private`: only who makes it sees it, besides administrators and those whom overrides let in; `read_only`: the same for writing.',
    z.strictObject({
      name: ChannelName,
      topic: z._default(oneLine(limits.topicMaxChars), ''),
      type: z._default(z.enum(['text', 'voice']), 'text'),
      server: z.optional(ServerId),
      category: z.optional(CategoryId),
      private: z._default(z.boolean(), false),
      read_only: z._default(z.boolean(), false),
      reason: Reason,
    }),
    JoinedChannel,
  ),
  'channel.update': row(
    'user',
    'write',
    'Change a channel. A room has a name and a topic, changed by who made it and the platform’s owner. In a server it takes `manage_channels`; `category` (null: none) and `before` (a channel of that category, null: its end) say where it stands; `private` and `read_only` change the override of the default role, and who asks keeps what they may do.',
    z.strictObject({
      channel: ChannelId,
      name: z.optional(ChannelName),
      topic: z.optional(oneLine(limits.topicMaxChars)),
      category: z.optional(z.nullable(CategoryId)),
      before: z.optional(z.nullable(ChannelId)),
      slow_mode_s: z.optional(z.int().check(z.gte(0), z.lte(limits.slowModeMaxS))),
      archived: z.optional(z.boolean()),
      private: z.optional(z.boolean()),
      read_only: z.optional(z.boolean()),
      reason: Reason,
    }),
    Channel,
  ),
  'channel.delete': row(
    'user',
    'write',
    'Delete a channel with all that was written there: a room by who made it and the platform’s owner, a channel of a server with `manage_channels`.',
    z.strictObject({ channel: ChannelId, reason: Reason }),
    none,
  ),
  'channel.list': row(
    'user',
    'read',
    'The rooms of this host by name, after the name `after`, optionally only those whose name contains `query`.',
    z.strictObject({
      after: z._default(soughtName(limits.channelNameMaxChars), ''),
      query: z._default(soughtName(limits.channelNameMaxChars), ''),
      limit: pageSize(limits.pageMaxChannels),
    }),
    z.object({ channels: z.array(ListedChannel), has_more: z.boolean() }),
  ),
  'channel.resolve': row(
    'user',
    'read',
    'The channel that a person means: `#room`, `server/#channel`, `@user` (opens the DM) or an id.',
    z.strictObject({ target: soughtName(120) }),
    JoinedChannel,
  ),
  'channel.join': row(
    'user',
    'write',
    'Join a room; joining twice is joining once.',
    z.strictObject({ channel: ChannelId }),
    JoinedChannel,
  ),
  'channel.leave': row('user', 'write', 'Leave a room.', z.strictObject({ channel: ChannelId }), none),
  'channel.members': row(
    'user',
    'read',
    'Who is in a channel that one is in, by user name (without regard to case), after the name `after`.',
    z.strictObject({
      channel: ChannelId,
      after: z._default(soughtName(limits.usernameMaxChars), ''),
      limit: pageSize(limits.pageMaxMembers),
    }),
    z.object({ members: z.array(Member), has_more: z.boolean() }),
  ),
  'channel.read': row(
    'user',
    'read',
    'Move one’s read marker forward to `seq`; it never goes back.',
    z.strictObject({ channel: ChannelId, seq: Seq }),
    ReadMarker,
  ),
  'channel.typing': row(
    'user',
    'write',
    'Tell the others that one is writing.',
    z.strictObject({ channel: ChannelId }),
    none,
  ),
  'channel.changes': row(
    'user',
    'read',
    'The messages whose latest change is after `after_rev`, in the order of changes, and the channel as it is. `gap`: too far behind to replay; forget what you hold of this channel and start from its newest page. `marker` is one’s own, with counts that are true up to its `rev`.',
    z.strictObject({ channel: ChannelId, after_rev: Seq, limit: pageSize(limits.pageMaxMessages) }),
    z.object({
      changes: z.array(Message),
      last_rev: Seq,
      has_more: z.boolean(),
      gap: z.boolean(),
      marker: ReadMarker,
      channel: Channel,
    }),
  ),
  'dm.open': row(
    'user',
    'write',
    'The DM with somebody, made at the first time.',
    z.strictObject({ username: soughtName(200) }),
    JoinedChannel,
  ),
} as const satisfies Record<string, Row>;
