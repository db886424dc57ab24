// `role edit`: another name, other permissions or another look.
import type { PermissionName } from '../../common/permission-table.ts';
import type { Role } from '../../common/places.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { allowOption, denyOption, readPermissions } from './permission-words.ts';
import { readColour } from './role-create.ts';
import { findRole, reasonOption, rolePositional, serverPositional } from './role-lookup.ts';
import { roleRows } from './role-row.ts';

export const roleEdit = defineCommand({
  path: 'role edit',
  slash: 'role edit',
  needs: 'login',
  summary: 'Change the name, the permissions or the look of a role.',
  details:
    'It must be below your own highest role. --allow and --deny add to and take from what it allows; the rest stays. The default role is called everyone.',
  example: 'devchat role edit work everyone --allow send,view --deny attach_files',
  positionals: { server: serverPositional, role: rolePositional },
  options: {
    name: { type: 'text', value: 'NAME', help: 'what it is called' },
    allow: allowOption,
    deny: { ...denyOption, help: 'permissions that it does not give any more' },
    colour: { type: 'text', value: '#RRGGBB|none', help: 'the colour of its members’ names' },
    hoisted: { type: 'text', value: 'yes|no', help: 'whether its members are listed on their own' },
    mentionable: { type: 'text', value: 'yes|no', help: 'whether everybody may notify its members' },
    reason: reasonOption,
  },
  async run({ caller }, { server: target, role: word, name, allow, deny, reason = '', ...typed }) {
    const [more, less] = [readPermissions(allow), readPermissions(deny)];
    if (more instanceof UsageError) return more;
    if (less instanceof UsageError) return less;
    const colour = readColour(typed.colour);
    if (colour instanceof UsageError) return colour;
    const hoisted = readFlag('hoisted', typed.hoisted);
    if (hoisted instanceof UsageError) return hoisted;
    const mentionable = readFlag('mentionable', typed.mentionable);
    if (mentionable instanceof UsageError) return mentionable;
    const found = await findRole(caller, target, word);
    if (isFailure(found)) return found;
    const permissions = more.length + less.length === 0 ? {} : { permissions: changed(found.role, more, less) };
    const named = name === undefined ? {} : { name };
    const look = { ...named, ...permissions, ...colour, ...hoisted, ...mentionable };
    if (Object.keys(look).length === 0)
      return new UsageError('Say what to change: --name, --allow, --deny, --colour ...');
    const role = await caller.call('role.update', { role: found.role.id, ...look, reason });
    return isFailure(role) ? role : { rows: roleRows([role]), effects: [notice(`The role ${role.name} is changed.`)] };
  },
});

function changed(
  { permissions }: Role,
  more: readonly PermissionName[],
  less: readonly PermissionName[],
): PermissionName[] {
  return [...new Set([...permissions, ...more])].filter((name) => !less.includes(name));
}

function readFlag<N extends string>(name: N, text: string | undefined): { [K in N]?: boolean } | UsageError {
  if (text === undefined) return {};
  if (text !== 'yes' && text !== 'no') return new UsageError(`--${name} takes yes or no, not "${text}".`);
  const flag: { [K in N]?: boolean } = {};
  return Object.assign(flag, { [name]: text === 'yes' });
}
