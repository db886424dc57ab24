// `admin user show`: one user, as those see them who run the host.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { findSomebody, somebody, userRow } from './somebody.ts';

export const adminUserShow = defineCommand({
  path: 'admin user show',
  slash: 'admin user show',
  needs: 'login',
  summary: 'Show a user: their rank, logins, pass and suspension.',
  example: 'devchat admin user show @ada',
  positionals: { user: somebody },
  options: {},
  async run({ caller }, { user }) {
    const found = await findSomebody(caller, user);
    return isFailure(found) ? found : { rows: [userRow(found)], effects: [] };
  },
});
