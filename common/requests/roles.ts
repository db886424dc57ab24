// Requests about roles of servers, the overrides of their channels, and why somebody may do something or not.
import * as z from 'zod/mini';
import { ChannelId, RoleId, ServerId, UserId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Permissions } from '../permissions.ts';
import { Colour, Role, ServerMember } from '../places.ts';
import { ChannelPermissions, Override, PermissionStep } from '../roles.ts';
import { none, oneLine, pageSize, Reason, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

/** Unique in its server without regard to case. `@` begins a mention, and "here" is one that means somebody else. */
export const RoleName = oneLine(limits.roleNameMaxChars).check(
  z.refine(
    (text: string) => text !== '' && text.trim() === text && !text.includes('@') && text.toLowerCase() !== 'here',
    'must not be empty, be "here", have an "@", or begin or end with a space',
  ),
);

const look = {
  colour: z.optional(z.nullable(Colour)),
  hoisted: z.optional(z.boolean()),
  mentionable: z.optional(z.boolean()),
};
/** A role or a member of the server that the channel is in. */
const ofOne = { channel: ChannelId, role: z.optional(RoleId), user: z.optional(UserId) };
const oneOf = (names: readonly [string, string]) =>
  z.refine<Readonly<Record<string, unknown>>>(
    (params) => names.filter((name) => params[name] !== undefined).length === 1,
    `needs exactly one of "${names[0]}" and "${names[1]}"`,
  );

export const roleRequests = {
  'role.create': row(
    'user',
    'write',
    'Make a role at the bottom of the hierarchy, above the default role. Nobody grants what they do not have.',
    z.strictObject({
      server: ServerId,
      name: RoleName,
      permissions: z._default(Permissions, []),
      ...look,
      reason: Reason,
    }),
    Role,
  ),
  'role.update': row(
    'user',
    'write',
    'Change a role below one’s own highest; what is left out stays. Of the default role only permissions and colour.',
    z.strictObject({
      role: RoleId,
      name: z.optional(RoleName),
      permissions: z.optional(Permissions),
      ...look,
      reason: Reason,
    }),
    Role,
  ),
  'role.move': row(
    'user',
    'write',
    'Give a role another position below one’s own highest; those between move by one. Beyond the top is the top.',
    z.strictObject({ role: RoleId, position: z.int().check(z.gte(1), z.lte(1_000_000)), reason: Reason }),
    Role,
  ),
  'role.delete': row(
    'user',
    'write',
    'Delete a role below one’s own highest; its members stay in the server.',
    z.strictObject({ role: RoleId, reason: Reason }),
    none,
  ),
  'role.give': row(
    'user',
    'write',
    'Give a role below one’s own highest, and all of whose permissions one has, to a member below oneself, or to oneself.',
    z.strictObject({ role: RoleId, user: UserId, reason: Reason }),
    ServerMember,
  ),
  'role.take': row(
    'user',
    'write',
    'Take a role below one’s own highest from a member below oneself, or from oneself.',
    z.strictObject({ role: RoleId, user: UserId, reason: Reason }),
    ServerMember,
  ),
  'role.members': row(
    'user',
    'read',
    'Who has a role, by user name (without regard to case), after the name `after`; every member has the default role. With `username` only that one.',
    z.strictObject({
      role: RoleId,
      username: z.optional(soughtName(limits.usernameMaxChars)),
      after: z._default(soughtName(limits.usernameMaxChars), ''),
      limit: pageSize(limits.pageMaxMembers),
    }),
    z.object({ members: z.array(ServerMember), has_more: z.boolean() }),
  ),
  'override.set': row(
    'user',
    'write',
    'Say what a channel allows and denies a role or a member. Nobody allows, denies or lifts what they may not do in that channel.',
    z
      .strictObject({
        ...ofOne,
        allow: z._default(ChannelPermissions, []),
        deny: z._default(ChannelPermissions, []),
        reason: Reason,
      })
      .check(
        oneOf(['role', 'user']),
        z.refine(
          ({ allow, deny }) => !allow.some((name) => deny.includes(name)),
          'must not allow and deny the same permission',
        ),
      ),
    Override,
  ),
  'override.clear': row(
    'user',
    'write',
    'Take away what a channel changes for a role or a member.',
    z.strictObject({ ...ofOne, reason: Reason }).check(oneOf(['role', 'user'])),
    none,
  ),
  'override.list': row(
    'user',
    'read',
    'What a channel changes for roles, from the top of the hierarchy, and then for members, by name; for who manages roles.',
    z.strictObject({ channel: ChannelId }),
    z.object({ overrides: z.array(Override) }),
  ),
  'permission.explain': row(
    'user',
    'read',
    'What somebody may do now in a channel of a server, or in the server as a whole, and the steps that lead to it; of oneself, and for who manages roles.',
    z
      .strictObject({ user: UserId, channel: z.optional(ChannelId), server: z.optional(ServerId) })
      .check(oneOf(['channel', 'server'])),
    z.object({ permissions: Permissions, steps: z.array(PermissionStep) }),
  ),
} as const satisfies Record<string, Row>;
