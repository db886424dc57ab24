// What channels change for roles and members, and permissions with the steps that lead to them.
import * as z from 'zod/mini';
import { RoleId } from './ids.ts';
import { UserRef } from './model.ts';
import { stepTypes } from './permission-steps.ts';
import { channelPermissionNames, Permissions } from './permissions.ts';

/** A set of what overrides can change. */
export const ChannelPermissions = z.array(z.enum(channelPermissionNames));

/** What a channel allows or denies a role or a member, whatever the server says; one of `role` and `user` is null. */
export const Override = z.object({
  role: z.nullable(RoleId),
  user: z.nullable(UserRef),
  allow: ChannelPermissions,
  deny: ChannelPermissions,
});
export type Override = z.infer<typeof Override>;

export const PermissionStep = z.object({
  type: z.enum(stepTypes),
  /** Of the roles that it is about. */
  roles: z.array(z.string()),
  added: Permissions,
  removed: Permissions,
});
export type PermissionStep = z.infer<typeof PermissionStep>;
