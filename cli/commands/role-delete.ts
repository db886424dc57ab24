// `role delete`: a role goes, and with it what it let its members do.
import { isFailure } from '../net/caller.ts';
import { confirmed, yes } from './confirm.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { findRole, reasonOption, rolePositional, serverPositional } from './role-lookup.ts';

export const roleDelete = defineCommand({
  path: 'role delete',
  slash: 'role delete',
  needs: 'login',
  summary: 'Delete a role; its members stay in the server.',
  details:
    'What channels allowed and denied it goes as well. It cannot be undone, so it asks first, unless --yes is given.',
  example: 'devchat role delete work reviewers --yes',
  positionals: { server: serverPositional, role: rolePositional },
  options: { yes, reason: reasonOption },
  async run(context, { server: target, role: word, yes: isYes, reason = '' }) {
    const { caller } = context;
    const found = await findRole(caller, target, word);
    if (isFailure(found)) return found;
    const { id, name } = found.role;
    const no = await confirmed(context, isYes, `Delete the role ${name}? It cannot be undone.`);
    if (no !== undefined) return no;
    const answer = await caller.call('role.delete', { role: id, reason });
    return isFailure(answer) ? answer : { rows: [], effects: [notice(`The role ${name} is deleted.`)] };
  },
});
