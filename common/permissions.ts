// Sets of permissions: lists of names on the wire, bits inside.
import * as z from 'zod/mini';
import { permissionNames, permissionTable, type PermissionName } from './permission-table.ts';

export const Permission = z.enum(permissionNames);
export type Permission = PermissionName;
/** Those that overrides of a channel can change. */
export const channelPermissionNames = permissionNames.filter((name) => permissionTable[name].inChannel);
/** On the wire a set is a list of names, in the order of the table. */
export const Permissions = z.array(Permission);

/** A set of permissions, one bit for each. */
export type Bits = number;

const bitOf: ReadonlyMap<Permission, Bits> = new Map(permissionNames.map((name, index) => [name, 1 << index]));

export function toBits(names: readonly Permission[]): Bits {
  return names.reduce((bits, name) => bits | (bitOf.get(name) ?? 0), 0);
}

export function fromBits(bits: Bits): Permission[] {
  return permissionNames.filter((name) => has(bits, name));
}

export function has(bits: Bits, name: Permission): boolean {
  return (bits & (bitOf.get(name) ?? 0)) !== 0;
}

export const allBits: Bits = toBits(permissionNames);
/** What overrides of a channel may speak of. */
export const channelBits: Bits = toBits(channelPermissionNames);
/** What the default role of a new server grants. */
export const initialBits: Bits = toBits([
  'view',
  'send',
  'attach_files',
  'add_reactions',
  'connect',
  'speak',
  'invite',
  'change_nickname',
]);
