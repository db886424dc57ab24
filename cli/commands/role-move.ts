// `role move`: another place in the hierarchy.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { findRole, reasonOption, rolePositional, serverPositional } from './role-lookup.ts';
import { roleRows } from './role-row.ts';

export const roleMove = defineCommand({
  path: 'role move',
  slash: 'role move',
  needs: 'login',
  summary: 'Move a role up or down the hierarchy of a server.',
  details:
    'Position 1 is the lowest above the default role; the role and its new place must be below your own highest role.',
  example: 'devchat role move work reviewers 2',
  positionals: {
    server: serverPositional,
    role: rolePositional,
    position: { help: 'its new position, as `devchat role list` shows them', required: true },
  },
  options: { reason: reasonOption },
  async run({ caller }, { server: target, role: word, position, reason = '' }) {
    if (!/^[1-9]\d{0,5}$/.test(position)) return new UsageError(`A position is a number from 1 on, not "${position}".`);
    const found = await findRole(caller, target, word);
    if (isFailure(found)) return found;
    const role = await caller.call('role.move', { role: found.role.id, position: Number(position), reason });
    if (isFailure(role)) return role;
    return { rows: roleRows([role]), effects: [notice(`The role ${role.name} is at position ${role.position}.`)] };
  },
});
