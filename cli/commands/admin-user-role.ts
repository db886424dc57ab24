// `admin user role`: make somebody an administrator, a moderator, or a member again.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { findSomebody, reasonOption, somebody, userRow } from './somebody.ts';

const roles = ['administrator', 'moderator', 'member'] as const;

export const adminUserRole = defineCommand({
  path: 'admin user role',
  slash: 'admin user role',
  needs: 'login',
  summary: 'Make somebody an administrator, a moderator, or a member again.',
  details:
    'For administrators: nobody acts on who stands beside or above them, nor gives what is not below their own rank.',
  example: 'devchat admin user role @grace moderator',
  positionals: {
    user: somebody,
    role: { help: 'administrator, moderator or member', required: true, completes: roles },
  },
  options: { reason: reasonOption },
  async run({ caller }, { user, role: word, reason }) {
    const role = roles.find((one) => one === word);
    if (role === undefined) {
      const hint = word === 'owner' ? ' `devchat admin owner transfer` hands the host on.' : '';
      return new UsageError(`A rank is administrator, moderator or member, not "${word}".${hint}`);
    }
    const found = await findSomebody(caller, user);
    if (isFailure(found)) return found;
    const done = await caller.call('admin.role.set', {
      user: found.id,
      role,
      ...(reason === undefined ? {} : { reason }),
    });
    if (isFailure(done)) return done;
    return { rows: [userRow(done)], effects: [notice(`@${done.username} is ${role} of this host now.`)] };
  },
});
