// `admin user unsuspend`: let somebody in again.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { findSomebody, reasonOption, somebody, userRow } from './somebody.ts';

export const adminUserUnsuspend = defineCommand({
  path: 'admin user unsuspend',
  slash: 'admin user unsuspend',
  needs: 'login',
  summary: 'Let somebody in again who was suspended.',
  example: 'devchat admin user unsuspend @mallory',
  positionals: { user: somebody },
  options: { reason: reasonOption },
  async run({ caller }, { user, reason }) {
    const found = await findSomebody(caller, user);
    if (isFailure(found)) return found;
    const done = await caller.call('admin.user.unsuspend', {
      user: found.id,
      ...(reason === undefined ? {} : { reason }),
    });
    if (isFailure(done)) return done;
    return { rows: [userRow(done)], effects: [notice(`@${done.username} may come in again.`)] };
  },
});
