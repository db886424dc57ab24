// `whoami`: whose login is used here.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';

export const whoami = defineCommand({
  path: 'whoami',
  slash: 'whoami',
  needs: 'login',
  summary: 'Say who you are logged in as.',
  example: 'devchat whoami --json',
  positionals: {},
  options: {},
  async run({ caller, about }) {
    const answer = await caller.call('auth.whoami', {});
    if (isFailure(answer)) return answer;
    const { me, token } = answer;
    const json = { id: me.id, username: me.username, email: me.email, role: me.platform_role, url: about.url };
    return {
      rows: [{ lines: [me.username], json: { ...json, token: { id: token.id, name: token.name } } }],
      effects: [],
    };
  },
});
