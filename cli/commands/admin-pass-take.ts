// `admin pass take`: end somebody's pass.
import { isFailure } from '../net/caller.ts';
import { confirmed, yes } from './confirm.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { findSomebody, reasonOption, somebody } from './somebody.ts';

export const adminPassTake = defineCommand({
  path: 'admin pass take',
  slash: 'admin pass take',
  needs: 'login',
  summary: 'End somebody’s pass; their settings are kept, and not shown.',
  example: 'devchat admin pass take @ada --yes',
  positionals: { user: somebody },
  options: { reason: reasonOption, yes },
  async run(context, { user, reason, yes: isYes }) {
    const { caller } = context;
    const found = await findSomebody(caller, user);
    if (isFailure(found)) return found;
    const no = await confirmed(context, isYes, `End the pass of @${found.username}? What is left of it is gone.`);
    if (no !== undefined) return no;
    const done = await caller.call('admin.pass.take', { user: found.id, ...(reason === undefined ? {} : { reason }) });
    return isFailure(done) ? done : { rows: [], effects: [notice(`@${found.username} has no pass any more.`)] };
  },
});
