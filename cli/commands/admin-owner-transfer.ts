// `admin owner transfer`: hand the host on.
import { isFailure } from '../net/caller.ts';
import { confirmed, yes } from './confirm.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { reasonOption, somebody } from './somebody.ts';
import { withoutAt } from './target.ts';

export const adminOwnerTransfer = defineCommand({
  path: 'admin owner transfer',
  slash: null,
  needs: 'login',
  summary: 'Make somebody else the owner of this host; you become an administrator.',
  details: 'Only the owner can, and only the new owner can give it back. It takes your password.',
  example: 'devchat admin owner transfer @grace --password-stdin --yes < password.txt',
  positionals: { user: somebody },
  options: {
    password: { type: 'secret', prompt: 'Your password: ', help: 'read your password from standard input' },
    reason: reasonOption,
    yes,
  },
  async run(context, { user, password, reason, yes: isYes }) {
    const username = withoutAt(user);
    const question = `Make @${username} the owner of this host? Only they can give it back.`;
    const no = await confirmed(context, isYes, question);
    if (no !== undefined) return no;
    const done = await context.caller.call('admin.owner.transfer', {
      username,
      password,
      ...(reason === undefined ? {} : { reason }),
    });
    if (isFailure(done)) return done;
    const { me } = done;
    return {
      rows: [{ lines: [username], json: { owner: username, username: me.username, role: me.platform_role } }],
      effects: [notice(`@${username} owns this host now; you are its ${me.platform_role}.`)],
    };
  },
});
