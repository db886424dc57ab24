// Permissions as a person writes them: `send,attach_files`.
import { permissionNames, permissionTable, type PermissionName } from '../../common/permission-table.ts';
import { UsageError } from './command.ts';
import { nearest } from '../../common/nearest.ts';

export const allowOption = { type: 'text', value: 'NAMES', help: 'permissions to allow, like send,view' } as const;
export const denyOption = { type: 'text', value: 'NAMES', help: 'permissions to deny, like attach_files' } as const;

/** Each once; an unknown name is an error that names the one it most likely meant. */
export function readPermissions(text: string | undefined): PermissionName[] | UsageError {
  const words = (text ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const names = new Set<PermissionName>();
  for (const word of words) {
    const plain = word.toLowerCase().replaceAll('-', '_');
    const name = permissionNames.find((known) => known === plain);
    if (name === undefined) return unknown(word, plain);
    names.add(name);
  }
  return [...names];
}

function unknown(word: string, plain: string): UsageError {
  const near = nearest(plain, permissionNames);
  const alike = permissionNames.filter((name) => name.split('_').some((part) => plain.split('_').includes(part)));
  const meant = near === undefined ? alike : [near];
  const hint =
    meant.length === 0 ? `They are: ${permissionNames.join(', ')}.` : `Did you mean ${meant.slice(0, 3).join(' or ')}?`;
  return new UsageError(`There is no permission "${word}". ${hint}`);
}

export function permissionsText(names: readonly PermissionName[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}

/** Those that overrides of a channel can change; or the sentence about one that they cannot. */
export function readChannelPermissions(text: string | undefined): PermissionName[] | UsageError {
  const names = readPermissions(text);
  if (names instanceof UsageError) return names;
  const wrong = names.find((name) => !permissionTable[name].inChannel);
  if (wrong === undefined) return names;
  return new UsageError(`"${wrong}" is a matter of the whole server: channels cannot change it, roles can.`);
}
