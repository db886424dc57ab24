// `admin user reset-password`: a code with which somebody chooses a new password.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { momentText } from './moment.ts';
import { findSomebody, reasonOption, somebody } from './somebody.ts';

export const adminUserResetPassword = defineCommand({
  path: 'admin user reset-password',
  slash: 'admin user reset-password',
  needs: 'login',
  summary: 'Make a code with which somebody chooses a new password; it is printed once.',
  details:
    'The code is good once and for 24 hours, and replaces an earlier one. Give it to them by another way than this host: they type it on the page that is named beside it, or use `devchat reset`. All their logins end when they do.',
  example: 'devchat admin user reset-password @ada',
  positionals: { user: somebody },
  options: { reason: reasonOption },
  async run({ caller, about }, { user, reason }) {
    const found = await findSomebody(caller, user);
    if (isFailure(found)) return found;
    const made = await caller.call('admin.user.reset_password', {
      user: found.id,
      ...(reason === undefined ? {} : { reason }),
    });
    if (isFailure(made)) return made;
    const page = new URL(made.path, about.url).href;
    const { code, expires_at } = made;
    return {
      rows: [{ lines: [code], json: { user: found.id, username: found.username, code, page, expires_at } }],
      effects: [
        notice(`@${found.username} uses it at ${page}, or with devchat reset, until ${momentText(expires_at)}.`),
      ],
    };
  },
});
