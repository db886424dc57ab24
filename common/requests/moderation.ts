// Requests that keep order in a server or in a room: who is removed, kept out, or silenced for a time.
import * as z from 'zod/mini';
import { ChannelId, ServerId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Ban } from '../moderation.ts';
import { none, pageSize, Reason, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

const dayS = 86_400;
const where = { server: z.optional(ServerId), channel: z.optional(ChannelId) };
const one = z.refine<{ server?: unknown; channel?: unknown }>(
  (p) => (p.server === undefined) !== (p.channel === undefined),
  'give a `server`, or the `channel` of a room',
);
const target = { ...where, username: soughtName(200), reason: Reason };
const duration = (days: number) =>
  z.int().check(z.gte(1, 'must be at least 1'), z.lte(days * dayS, `must be at most ${days} days`));

export const moderationRequests = {
  'member.kick': row(
    'user',
    'write',
    'Remove a member of a server or a room, who may come back; takes the permission kick. Like all requests about members it is refused for who stands beside or above one.',
    z.strictObject(target).check(one),
    none,
  ),
  'member.ban': row(
    'user',
    'write',
    'Keep somebody out of a server or a room, for `duration_s` or until it is lifted, and delete what they wrote there in the last hours; takes the permission ban. Who is banned already is banned anew.',
    z
      .strictObject({
        ...target,
        duration_s: z.optional(duration(limits.banMaxDays)),
        delete_messages_hours: z._default(z.int().check(z.gte(0), z.lte(limits.banDeleteMaxHours)), 0),
      })
      .check(one),
    z.object({ ban: Ban, deleted: z.int().check(z.describe('how many messages were deleted')) }),
  ),
  'member.unban': row(
    'user',
    'write',
    'Lift a ban; takes the permission ban.',
    z.strictObject(target).check(one),
    none,
  ),
  'member.time_out': row(
    'user',
    'write',
    'Silence a member of a server or a room: they read and do nothing else there until the time is over; takes the permission time_out.',
    z.strictObject({ ...target, duration_s: duration(limits.timeOutMaxDays) }).check(one),
    z.object({ until: z.string().check(z.describe('a time in ISO 8601, UTC')) }),
  ),
  'member.end_time_out': row(
    'user',
    'write',
    'End a time-out early; takes the permission time_out.',
    z.strictObject(target).check(one),
    none,
  ),
  'ban.list': row(
    'user',
    'read',
    'Who is banned from a server or a room, by user name, after the name `after`; takes the permission ban.',
    z
      .strictObject({
        ...where,
        after: z._default(soughtName(limits.usernameMaxChars), ''),
        limit: pageSize(limits.pageMaxBans),
      })
      .check(one),
    z.object({ bans: z.array(Ban), has_more: z.boolean() }),
  ),
} as const satisfies Record<string, Row>;
