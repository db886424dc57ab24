// The one table of requests: both doors (socket and HTTP), the docs, the OpenAPI document and the typed client come from it.
import * as z from 'zod/mini';
import { ChannelId, MessageId, TokenId } from './ids.ts';
import { protocolLimits as limits } from './limits.ts';
import {
  Channel,
  Host,
  JoinedChannel,
  ListedChannel,
  Me,
  Member,
  Message,
  ReadMarker,
  State,
  Status,
  Token,
} from './model.ts';
import { storableText, utf8Bytes } from './text.ts';

const chars = (min: number, max: number) => [z.minLength(min), z.maxLength(max)] as const;
/** A name that somebody looks for. It need not be a possible one, but the database must be able to compare it. */
const soughtName = (max: number) =>
  z
    .pipe(z.string(), z.transform(storableText))
    .check(z.refine((text: string) => text.length <= max, `must have at most ${max} characters`));
const oneLine = (max: number) =>
  z.pipe(z.string(), z.transform(storableText)).check(
    z.refine((text: string) => text.length <= max, `must have at most ${max} characters`),
    z.refine((text: string) => !/[\n\r\u2028\u2029]/.test(text), 'must be one line'),
  );

/** Letters, digits, `_`, `-` and `.`; unique without regard to case; ends in a letter, a digit or `_`, so that "@ada." mentions ada. */
export const Username = z
  .string()
  .check(
    ...chars(limits.usernameMinChars, limits.usernameMaxChars),
    z.regex(
      /^[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9_]$/,
      `must have ${limits.usernameMinChars}-${limits.usernameMaxChars} letters, digits, "_", "-" or "." and start and end with a letter or digit`,
    ),
  );

/** 8 to 72 bytes in UTF-8: bcrypt reads no more, and a longer one is refused rather than cut. */
export const Password = z.string().check(
  z.refine(
    (text: string) => utf8Bytes(text) >= limits.passwordMinBytes,
    `must have at least ${limits.passwordMinBytes} bytes`,
  ),
  z.refine(
    (text: string) => utf8Bytes(text) <= limits.passwordMaxBytes,
    `must have at most ${limits.passwordMaxBytes} bytes (bcrypt would ignore the rest)`,
  ),
  z.refine((text: string) => !text.includes('\0'), 'must not contain the NUL character'),
);

export const ChannelName = z
  .string()
  .check(
    z.maxLength(limits.channelNameMaxChars, `must have at most ${limits.channelNameMaxChars} characters`),
    z.regex(/^[a-z0-9][a-z0-9_-]*$/, 'must have only lower-case letters, digits, "-" and "_", without the #'),
  );

/** The text of a message: not blank, at most `messageMaxBytes` in UTF-8. NUL and lone surrogates are replaced (see text.ts). */
export const Content = z.pipe(z.string(), z.transform(storableText)).check(
  z.refine((text: string) => text.trim() !== '', 'must not be empty'),
  z.refine(
    (text: string) => utf8Bytes(text) <= limits.messageMaxBytes,
    `must have at most ${limits.messageMaxBytes} bytes in UTF-8`,
  ),
);

const Email = z.string().check(
  z.maxLength(limits.emailMaxChars),
  z.regex(/^[^\s@]+@[^\s@]+$/, 'must be an address like ada@example.org'),
  z.refine((text: string) => !/\p{Cc}/u.test(text), 'must not contain control characters'),
);
const TokenName = oneLine(limits.tokenNameMaxChars);
const Seq = z.int().check(z.gte(0));
const pageSize = (max: number) =>
  z._default(z.int().check(z.gte(1), z.lte(max, `must be at most ${max}`)), Math.min(50, max));

const none = z.strictObject({});
const LoggedIn = z.object({ token: z.string().check(z.describe('the secret, shown once')), me: Me });

/** Which budget a request draws on; the numbers are in limits.ts. */
export type Rate = 'auth' | 'send' | 'write' | 'read' | 'state';

interface Row {
  readonly summary: string;
  /** `anyone` needs no login. */
  readonly access: 'anyone' | 'user';
  readonly rate: Rate;
  readonly params: z.ZodMiniType;
  readonly result: z.ZodMiniType;
}

const row = <A extends Row['access'], P extends z.ZodMiniType, R extends z.ZodMiniType>(
  access: A,
  rate: Rate,
  summary: string,
  params: P,
  result: R,
) => ({ access, rate, summary, params, result }) as const;

export const requests = {
  'host.info': row('anyone', 'read', 'What this host is.', none, Host),
  'auth.signup': row(
    'anyone',
    'auth',
    'Make an account and log in. The first account of a host is its owner. `device` names the login in lists.',
    z.strictObject({
      username: Username,
      password: Password,
      email: z.optional(Email),
      device: z._default(TokenName, ''),
    }),
    LoggedIn,
  ),
  'auth.login': row(
    'anyone',
    'auth',
    'Log in. An unknown user and a wrong password get the same answer in the same time.',
    z.strictObject({
      username: soughtName(200),
      password: z.string().check(z.maxLength(1000)),
      device: z._default(TokenName, ''),
    }),
    LoggedIn,
  ),
  'auth.logout': row('user', 'write', 'Revoke the token that asks; its sockets close.', none, none),
  'auth.whoami': row('user', 'read', 'Who the token that asks belongs to.', none, z.object({ me: Me, token: Token })),
  'token.create': row(
    'user',
    'write',
    'Make a token for another device or a script. The secret is in the answer and never again.',
    z.strictObject({
      name: TokenName.check(z.refine((text: string) => text.trim() !== '', 'must not be empty')),
      expires_in_days: z.optional(z.int().check(z.gte(1), z.lte(limits.tokenLifetimeMaxDays))),
    }),
    z.object({ id: TokenId, name: z.string(), token: z.string(), expires_at: z.nullable(z.string()) }),
  ),
  'token.list': row('user', 'read', 'One’s own logins, newest first.', none, z.object({ tokens: z.array(Token) })),
  'token.revoke': row(
    'user',
    'write',
    'End one of one’s own logins; its sockets close.',
    z.strictObject({ id: TokenId }),
    none,
  ),
  'state.get': row('user', 'state', 'All that a client needs to start, as in `ready`.', none, State),
  'status.set': row(
    'user',
    'write',
    'Choose how one is seen, with a text.',
    z.strictObject({ status: Status, text: z._default(oneLine(limits.statusTextMaxChars), '') }),
    Me,
  ),
  'channel.create': row(
    'user',
    'write',
    'Make a room and join it.',
    z.strictObject({ name: ChannelName, topic: z._default(oneLine(limits.topicMaxChars), '') }),
    JoinedChannel,
  ),
  'channel.update': row(
    'user',
    'write',
    'Give a room another topic; for who made it, and the platform’s owner.',
    z.strictObject({ channel: ChannelId, topic: oneLine(limits.topicMaxChars) }),
    Channel,
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
  'message.send': row(
    'user',
    'send',
    'Send a message. The answer comes after the commit. The same `id` again gives back the same message; with another body it is a `conflict`.',
    z.strictObject({ id: MessageId, channel: ChannelId, content: Content }),
    Message,
  ),
  'message.edit': row(
    'user',
    'send',
    'Change one’s own message.',
    z.strictObject({ id: MessageId, content: Content }),
    Message,
  ),
  'message.delete': row(
    'user',
    'send',
    'Delete one’s own message; a tombstone stays.',
    z.strictObject({ id: MessageId }),
    Message,
  ),
  'message.history': row(
    'user',
    'read',
    'A page of messages in the order of `seq`: those before `before`, those after `after`, or the newest.',
    z
      .strictObject({
        channel: ChannelId,
        before: z.optional(Seq),
        after: z.optional(Seq),
        limit: pageSize(limits.pageMaxMessages),
      })
      .check(z.refine((p) => p.before === undefined || p.after === undefined, 'give `before` or `after`, not both')),
    z.object({ messages: z.array(Message), has_before: z.boolean(), has_after: z.boolean() }),
  ),
} as const satisfies Record<string, Row>;

export type RequestName = keyof typeof requests;
/** What a client gives: defaults may be left out. */
export type Params<N extends RequestName> = z.input<(typeof requests)[N]['params']>;
/** What a handler gets: checked, with defaults filled in. */
export type CheckedParams<N extends RequestName> = z.output<(typeof requests)[N]['params']>;
export type Result<N extends RequestName> = z.output<(typeof requests)[N]['result']>;

export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}
