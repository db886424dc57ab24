// The things that devchat speaks of, as both sides see them on the wire. Times are ISO 8601 in UTC with milliseconds.
import * as z from 'zod/mini';
import { audiences } from './audiences.ts';
import { platformRoles } from './ranks.ts';
import { statuses } from './statuses.ts';
import { CategoryId, ChannelId, MessageId, ServerId, TokenId, UserId } from './ids.ts';
import { Card, MessageEmoji, NameColour } from './appearance.ts';
import { Permissions } from './permissions.ts';
import { JoinedServer } from './places.ts';

const Time = z.string().check(z.describe('a time in ISO 8601, UTC'));
const Count = z.int().check(z.gte(0));

/** What a user chose to be seen as. */
export const Status = z.enum(statuses);
export type Status = z.infer<typeof Status>;

/** What others see: `invisible` looks like `offline`. */
export const SeenStatus = z.enum(['online', 'away', 'dnd', 'offline']);
export type SeenStatus = z.infer<typeof SeenStatus>;

export const PlatformRole = z.enum(platformRoles);
export type PlatformRole = z.infer<typeof PlatformRole>;

/** Somebody, named: enough to draw a line that they wrote. */
export const UserRef = z.object({ id: UserId, username: z.string() });
export type UserRef = z.infer<typeof UserRef>;

/** A name as it is drawn. Colour and badge are there for as long as the pass that unlocks them holds. */
export const NameTag = z.extend(UserRef, {
  display_name: z.string().check(z.describe('empty: the user name is shown')),
  name_colour: z.nullable(NameColour),
  badge: z.string().check(z.describe('stands after the name; empty: none')),
});
export type NameTag = z.infer<typeof NameTag>;

/** Somebody as other people see them. */
export const User = z.extend(NameTag, { status: SeenStatus, status_text: z.string(), created_at: Time });
export type User = z.infer<typeof User>;

/** Who may do something that concerns somebody: each takes in those after it. */
export const Audience = z.enum(audiences);
export type Audience = z.infer<typeof Audience>;

/** What a user lets others do. */
export const Privacy = z.object({
  requests_from: Audience.check(z.describe('who may ask for friendship; `friends` are those who share a friend')),
  dms_from: Audience.check(z.describe('who may open a DM; those that are open stay')),
  suggested: z.boolean().check(z.describe('whether one is suggested to others')),
});
export type Privacy = z.infer<typeof Privacy>;

/** How somebody stands to the one who asks; only friends are seen. That one is blocked is not said. */
export const Relation = z.object({
  user: UserRef,
  kind: z
    .enum(['friend', 'incoming', 'outgoing', 'blocked'])
    .check(z.describe('incoming: they ask for friendship; outgoing: they are asked; blocked: by the one who asks')),
  presence: z.nullable(z.object({ status: SeenStatus, status_text: z.string() })),
  since: Time,
});
export type Relation = z.infer<typeof Relation>;
/** Somebody with all that they say about themself. */
export const Profile = z.extend(User, Card.shape);
export type Profile = z.infer<typeof Profile>;

/** The logged-in user, with what only they may see. */
export const Me = z.extend(NameTag, {
  email: z.nullable(z.string()),
  platform_role: PlatformRole,
  status: Status,
  status_text: z.string(),
  privacy: Privacy,
  status_until: z.nullable(Time).check(z.describe('when it falls back to online without a text')),
  created_at: Time,
  pass_until: z.nullable(Time).check(z.describe('until when one has the pass')),
});
export type Me = z.infer<typeof Me>;

export const Channel = z.object({
  id: ChannelId,
  kind: z.enum(['room', 'dm', 'server']).check(z.describe('room: on its own; dm: between two; server: in a server')),
  type: z.enum(['text', 'voice']),
  name: z.string().check(z.describe('without the #; empty for a DM')),
  topic: z.string(),
  server_id: z.nullable(ServerId),
  category_id: z.nullable(CategoryId),
  position: z.int().check(z.describe('its place among the channels of its server, from the top')),
  slow_mode_s: Count.check(z.describe('seconds that a member waits between two messages; 0: none')),
  archived: z.boolean().check(z.describe('kept to be read; nobody writes in it')),
  created_at: Time,
});
export type Channel = z.infer<typeof Channel>;

/** A room in the directory. */
export const ListedChannel = z.extend(Channel, { member_count: Count, joined: z.boolean() });
export type ListedChannel = z.infer<typeof ListedChannel>;

/**
 * How far a member has read, and what is left: counts stop at `unreadMaxCount`, own and deleted messages are never unread.
 * The counts are true up to the change `rev`: a client adds what it hears after that.
 */
export const ReadMarker = z.object({ read_seq: Count, unread: Count, mentions: Count, rev: Count });
export type ReadMarker = z.infer<typeof ReadMarker>;

/** A channel that one is in: the channel, its counters, one's own marker, and for a DM the other user. */
export const JoinedChannel = z.extend(Channel, {
  last_seq: Count,
  last_rev: Count,
  marker: ReadMarker,
  permissions: Permissions.check(z.describe('what one may do there now')),
  peer: z.nullable(User),
});
export type JoinedChannel = z.infer<typeof JoinedChannel>;

/**
 * A message, or its tombstone: deleted ones keep their place (`seq`) and author, have empty `content` and a `deleted_at`.
 * `rev` is the number of the message's latest change in the channel's order of changes.
 */
export const Message = z.object({
  id: MessageId,
  channel: ChannelId,
  seq: z.int().check(z.gte(1)),
  rev: z.int().check(z.gte(1)),
  user: UserRef,
  content: z.string(),
  timestamp: Time,
  edited_at: z.nullable(Time),
  deleted_at: z.nullable(Time),
  pinned_at: z.nullable(Time),
  mentions: z.array(UserId),
  emoji: z.optional(MessageEmoji).check(z.describe('the texts of the custom emoji used in it, by name')),
});
export type Message = z.infer<typeof Message>;

export const Member = z.extend(User, { joined_at: Time });
export type Member = z.infer<typeof Member>;

/** A login: one for each device or script. The secret itself is shown once, when it is made. */
export const Token = z.object({
  id: TokenId,
  name: z.string(),
  created_at: Time,
  last_used_at: z.nullable(Time),
  expires_at: z.nullable(Time),
  current: z.boolean().check(z.describe('this is the token that asks')),
});
export type Token = z.infer<typeof Token>;

/** What the host tells everybody. */
export const Announcement = z.object({
  text: z.string(),
  until: z.nullable(Time).check(z.describe('until when it is shown')),
  announced_at: Time,
});
export type Announcement = z.infer<typeof Announcement>;

export const Host = z.object({
  name: z.string(),
  version: z.string(),
  protocol: z.string(),
  epoch: z.string().check(z.describe('names this database; positions from another epoch mean nothing')),
  invitations_only: z.boolean().check(z.describe('signing up takes an `invite`')),
  announcement: z.nullable(Announcement),
});
export type Host = z.infer<typeof Host>;

/** All that a client needs to start: answered by `state.get`, and sent in `ready`. */
export const State = z.object({
  host: Host,
  me: Me,
  token: Token,
  channels: z.array(JoinedChannel),
  servers: z.array(JoinedServer),
  relations: z.array(Relation).check(z.describe('friends, requests and blocks, by name')),
});
export type State = z.infer<typeof State>;
