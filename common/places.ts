// Servers, and what they are made of besides channels: roles, categories and members.
import * as z from 'zod/mini';
import { CategoryId, RoleId, ServerId, UserId } from './ids.ts';
import { Permissions } from './permissions.ts';

const Time = z.string().check(z.describe('a time in ISO 8601, UTC'));
const Count = z.int().check(z.gte(0));

/** `#rrggbb`. */
export const Colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/, 'must be a colour like #3fa7d6, in lower case'));
export type Colour = z.infer<typeof Colour>;

/**
 * A role of a server. A higher `position` is further up in the hierarchy; the default role, which every member has, is at 0.
 */
export const Role = z.object({
  id: RoleId,
  name: z.string(),
  permissions: Permissions,
  position: Count,
  colour: z.nullable(Colour),
  hoisted: z.boolean().check(z.describe('its members are listed on their own')),
  mentionable: z.boolean().check(z.describe('everybody may notify its members')),
  is_default: z.boolean(),
});
export type Role = z.infer<typeof Role>;

export const Category = z.object({ id: CategoryId, name: z.string(), position: Count });
export type Category = z.infer<typeof Category>;

export const Server = z.object({
  id: ServerId,
  name: z.string(),
  icon: z.string().check(z.describe('a few characters that stand for it')),
  description: z.string(),
  owner: UserId,
  listed: z.boolean().check(z.describe('in the public directory')),
  created_at: Time,
  roles: z.array(Role).check(z.describe('from the top of the hierarchy')),
  categories: z.array(Category).check(z.describe('from the top')),
});
export type Server = z.infer<typeof Server>;

/** A member's own part in a server. `roles` leaves out the default role. */
const Standing = z.object({
  nickname: z.string().check(z.describe('empty: none')),
  roles: z.array(RoleId),
  joined_at: Time,
  timed_out_until: z.nullable(Time),
});

/** A server that one is in; `permissions` are one's own in the server as a whole. */
export const JoinedServer = z.extend(Server, {
  rev: Count,
  permissions: Permissions,
  me: Standing,
});
export type JoinedServer = z.infer<typeof JoinedServer>;

export const ServerMember = z.extend(Standing, { id: UserId, username: z.string() });
export type ServerMember = z.infer<typeof ServerMember>;

/** A server in the public directory. */
export const ListedServer = z.extend(z.pick(Server, { id: true, name: true, icon: true, description: true }), {
  member_count: Count,
  joined: z.boolean(),
});
export type ListedServer = z.infer<typeof ListedServer>;

/** Who made an invite; null where the account is gone. */
const Inviter = z.nullable(z.object({ id: UserId, username: z.string() }));

export const Invite = z.object({
  code: z.string().check(z.describe('lets in whoever holds it; case and hyphens do not matter')),
  server: ServerId,
  created_by: Inviter,
  created_at: Time,
  expires_at: z.nullable(Time),
  max_uses: z.nullable(Count),
  uses: Count,
});
export type Invite = z.infer<typeof Invite>;

/** Where an invite leads, for whoever holds it. */
export const InvitePreview = z.object({
  code: z.string(),
  server: ListedServer,
  created_by: Inviter,
  expires_at: z.nullable(Time),
});
export type InvitePreview = z.infer<typeof InvitePreview>;
