// Requests of those who run the host: its users, settings, invites and figures.
import * as z from 'zod/mini';
import { AdminUser, HostInvite, Settings, Statistics } from '../administration.ts';
import { UserId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Announcement, Me, PlatformRole } from '../model.ts';
import { none, oneLine, pageSize, Reason, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

/** A moment to come; the database's clock decides whether it is. */
const Moment = z.iso
  .datetime('must be a time in UTC, like 2026-12-31T18:00:00Z')
  .check(z.refine((time: string) => time >= '2000', 'must be a time to come'));

const text = (max: number) => oneLine(max).check(z.refine((value: string) => value.trim() !== '', 'must not be empty'));

export const administrationRequests = {
  'admin.users': row(
    'user',
    'read',
    'The users of this host by name, after the name `after`: those whose name or address begins with `query`. For its moderators, administrators and owner; moderators see no addresses.',
    z.strictObject({
      query: z._default(soughtName(limits.emailMaxChars), ''),
      role: z.optional(PlatformRole),
      suspended: z.optional(z.boolean()),
      after: z._default(soughtName(limits.usernameMaxChars), ''),
      limit: pageSize(limits.pageMaxUsers),
    }),
    z.object({ users: z.array(AdminUser), has_more: z.boolean() }),
  ),
  'admin.user.get': row(
    'user',
    'read',
    'A user by name, as those see them who run the host.',
    z.strictObject({ username: soughtName(200) }),
    AdminUser,
  ),
  'admin.user.suspend': row(
    'user',
    'write',
    'Keep somebody out, until a time or for good. Their sockets close, their requests are refused with `suspended`; their logins are kept. For who stands above them.',
    z.strictObject({ user: UserId, until: z._default(z.nullable(Moment), null), reason: Reason }),
    AdminUser,
  ),
  'admin.user.unsuspend': row(
    'user',
    'write',
    'Let somebody in again.',
    z.strictObject({ user: UserId, reason: Reason }),
    AdminUser,
  ),
  'admin.user.reset_password': row(
    'user',
    'write',
    'Make a code with which somebody chooses a new password, on the page `path` or by `auth.reset`. It is good once and for 24 hours, is shown once, and replaces an earlier one. For administrators.',
    z.strictObject({ user: UserId, reason: Reason }),
    z.object({ code: z.string(), path: z.string(), expires_at: z.string() }),
  ),
  'admin.role.set': row(
    'user',
    'write',
    'Make somebody an administrator, a moderator, or a member again. For administrators: nobody acts on who stands beside or above them, nor gives what is not below their own rank.',
    z.strictObject({ user: UserId, role: z.enum(['administrator', 'moderator', 'member']), reason: Reason }),
    AdminUser,
  ),
  'admin.owner.transfer': row(
    'user',
    'write',
    'Make somebody else the owner of this host, and oneself an administrator. Takes one’s own password.',
    z.strictObject({ username: soughtName(200), password: z.string().check(z.maxLength(1000)), reason: Reason }),
    z.object({ me: Me }),
  ),
  'admin.settings.get': row(
    'user',
    'read',
    'The settings and limits of this host, and where each comes from.',
    none,
    Settings,
  ),
  'admin.settings.set': row(
    'user',
    'write',
    'Change settings while the host runs; what is left out stays. A limit or name of null is again what it was by default. What the environment of the nodes says wins and cannot be changed here.',
    z.strictObject({
      name: z.optional(z.nullable(text(limits.hostNameMaxChars))),
      invitations_only: z.optional(z.boolean()),
      limits: z.optional(z.record(z.string().check(z.maxLength(64)), z.nullable(z.int().check(z.gte(1))))),
      reason: Reason,
    }),
    Settings,
  ),
  'admin.announce': row(
    'user',
    'write',
    'Tell everybody something, until a time or until it is taken back with a `text` of null.',
    z.strictObject({
      text: z.nullable(text(limits.announcementMaxChars)),
      until: z._default(z.nullable(Moment), null),
    }),
    z.object({ announcement: z.nullable(Announcement) }),
  ),
  'admin.statistics': row('user', 'state', 'How much this host is used.', none, Statistics),
  'admin.invite.create': row(
    'user',
    'write',
    'Make a code with which accounts can be made on a host that takes them by invitation only.',
    z.strictObject({
      max_uses: z._default(z.nullable(z.int().check(z.gte(1), z.lte(limits.inviteUsesMax))), null),
      expires_in_days: z._default(z.nullable(z.int().check(z.gte(1), z.lte(limits.inviteLifetimeMaxS / 86_400))), null),
    }),
    HostInvite,
  ),
  'admin.invite.list': row(
    'user',
    'read',
    'The codes that can still be used, newest first, made before the one of `before`.',
    z.strictObject({ before: z.optional(soughtName(64)), limit: pageSize(limits.pageMaxInvites) }),
    z.object({ invites: z.array(HostInvite), has_more: z.boolean() }),
  ),
  'admin.invite.revoke': row('user', 'write', 'End a code.', z.strictObject({ code: soughtName(64) }), none),
} as const satisfies Record<string, Row>;
