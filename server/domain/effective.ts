// What a member may do in a server and in each of its channels: worked out of roles and overrides, in the order that Discord
// documents (https://discord.com/developers/docs/topics/permissions#permission-overwrites).
import type { UserId } from '../../common/ids.ts';
import { allBits, channelBits, has, toBits, type Bits } from '../../common/permissions.ts';

export interface RoleGrant {
  readonly id: string;
  readonly permissions: Bits;
}

/** What a channel changes for a role or for one member. */
export interface Override {
  readonly allow: Bits;
  readonly deny: Bits;
}

export interface Overrides {
  readonly ofRoles: ReadonlyMap<string, Override>;
  readonly ofUsers: ReadonlyMap<UserId, Override>;
}

/** A member as far as it matters here: `roles` are those given to them, the default role (which everybody has) left out. */
export interface Holder {
  readonly id: UserId;
  readonly isOwner: boolean;
  readonly defaultRole: RoleGrant;
  readonly roles: readonly RoleGrant[];
}

/** What goes with the lack of something in a channel. */
export const implications = [
  { type: 'cannot_view', lacks: 'view', loses: allBits },
  { type: 'cannot_connect', lacks: 'connect', loses: toBits(['speak', 'mute_members']) },
  { type: 'cannot_send', lacks: 'send', loses: toBits(['attach_files', 'mention_everyone']) },
] as const;
const archivedLeaves = toBits(['view', 'manage_channels']);
const silenced = toBits(['view']);

/** In the server as a whole: what the roles grant together; everything for its owner and for administrators. */
export function serverPermissions({ isOwner, defaultRole, roles }: Holder): Bits {
  if (isOwner) return allBits;
  const granted = roles.reduce((bits, role) => bits | role.permissions, defaultRole.permissions);
  return has(granted, 'administrator') ? allBits : granted;
}

/**
 * In one channel: the server's, changed by the override of the default role, then by those of all other roles together
 * (denials first), then by that of the member. Without `view` nothing is left, and without `send` nothing that goes with a message.
 */
export function channelPermissions(holder: Holder, overrides: Overrides): Bits {
  const granted = grantedInChannel(holder, overrides);
  return implications.reduce((bits, { lacks, loses }) => (has(bits, lacks) ? bits : bits & ~loses), granted);
}

/** The same before what the lack of something implies: what was granted, though it may be of no use for now. */
export function grantedInChannel(holder: Holder, overrides: Overrides): Bits {
  const granted = serverPermissions(holder);
  if (has(granted, 'administrator')) return granted;
  const steps = [
    overrides.ofRoles.get(holder.defaultRole.id),
    together(holder.roles.flatMap((role) => overrides.ofRoles.get(role.id) ?? [])),
    overrides.ofUsers.get(holder.id),
  ];
  return steps.reduce((bits, step) => (step === undefined ? bits : overriddenBy(bits, step)), granted);
}

export function together(overrides: readonly Override[]): Override {
  return {
    deny: overrides.reduce((bits, { deny }) => bits | deny, 0),
    allow: overrides.reduce((bits, { allow }) => bits | allow, 0),
  };
}

export function overriddenBy(bits: Bits, { allow, deny }: Override): Bits {
  return (bits & ~(deny & channelBits)) | (allow & channelBits);
}

/** What is left for now of what a member may do: in an archived channel nobody writes, and who is timed out only reads. */
export function permissionsNow(bits: Bits, now: { readonly archived: boolean; readonly timedOut: boolean }): Bits {
  const open = now.archived ? bits & archivedLeaves : bits;
  return now.timedOut && !has(bits, 'administrator') ? open & silenced : open;
}

const roomMember = toBits(['view', 'send', 'attach_files', 'add_reactions', 'connect', 'speak']);
const roomModerator =
  roomMember |
  toBits([
    'mention_everyone',
    'manage_messages',
    'mute_members',
    'manage_channels',
    'kick',
    'ban',
    'time_out',
    'view_audit_log',
  ]);

/** In a room, which has no roles: who made it, and the moderators of the host, look after it. */
export function roomPermissions(moderates: boolean): Bits {
  return moderates ? roomModerator : roomMember;
}

/** In a DM; one of the two who blocked the other ends the talking, and what was said stays. */
export function dmPermissions(blocked: boolean): Bits {
  return blocked ? silenced : roomMember;
}
