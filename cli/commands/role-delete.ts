// `role delete`: a role goes, and with it what it let its members do.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { findRole, reasonOption, rolePositional, serverPositional } from './role-lookup.ts';

export const roleDelete = defineCommand({
  path: 'role delete',
  slash: 'role delete',
  needs: 'login',
  summary: 'Delete a role; its members stay in the server.',
  details: 'What channels allowed and denied it goes as well. It cannot be undone, so it takes --yes.',
  example: 'devchat role delete work reviewers --yes',
  positionals: { server: serverPositional, role: rolePositional },
  options: { yes: { type: 'flag', help: 'do it without asking' }, reason: reasonOption },
  async run({ caller }, { server: target, role: word, yes, reason = '' }) {
    const found = await findRole(caller, target, word);
    if (isFailure(found)) return found;
    const { id, name } = found.role;
    if (!yes) return new UsageError(`Deleting the role ${name} cannot be undone: add --yes to do it.`);
    const answer = await caller.call('role.delete', { role: id, reason });
    return isFailure(answer) ? answer : { rows: [], effects: [notice(`The role ${name} is deleted.`)] };
  },
});
