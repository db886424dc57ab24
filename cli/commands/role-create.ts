// `role create`: a new role at the bottom of the hierarchy.
import type { Colour } from '../../common/places.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { allowOption, readPermissions } from './permission-words.ts';
import { reasonOption, serverPositional } from './role-lookup.ts';
import { roleRows } from './role-row.ts';

export const roleCreate = defineCommand({
  path: 'role create',
  slash: 'role create',
  needs: 'login',
  summary: 'Make a role at the bottom of the hierarchy of a server.',
  details:
    'It takes the permission manage_roles and a role of your own above it; you can allow what you may do yourself.',
  example: 'devchat role create work reviewers --allow manage_messages --colour #3fa7d6',
  positionals: { server: serverPositional, name: { help: 'what it is called', required: true } },
  options: {
    allow: allowOption,
    colour: { type: 'text', value: '#RRGGBB', help: 'the colour of its members’ names' },
    hoisted: { type: 'flag', help: 'list its members on their own' },
    mentionable: { type: 'flag', help: 'let everybody notify its members' },
    reason: reasonOption,
  },
  async run({ caller }, { server: target, name, allow, colour, hoisted, mentionable, reason = '' }) {
    const permissions = readPermissions(allow);
    if (permissions instanceof UsageError) return permissions;
    const look = readColour(colour);
    if (look instanceof UsageError) return look;
    const server = await caller.call('server.resolve', { target });
    if (isFailure(server)) return server;
    const params = { server: server.id, name, permissions, ...look, hoisted, mentionable, reason };
    const role = await caller.call('role.create', params);
    if (isFailure(role)) return role;
    return { rows: roleRows([role]), effects: [notice(`${server.name} has the role ${role.name} now.`)] };
  },
});

/** `none` takes it away. */
export function readColour(text: string | undefined): { colour?: Colour | null } | UsageError {
  if (text === undefined) return {};
  if (text === 'none') return { colour: null };
  const colour = `#${text.toLowerCase().replace(/^#/, '')}`;
  return /^#[0-9a-f]{6}$/.test(colour) ? { colour } : new UsageError(`"${text}" is no colour; write one like #3fa7d6.`);
}
