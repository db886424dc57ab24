// `logout`: end this login on the host, and forget it here.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';

export const logout = defineCommand({
  path: 'logout',
  slash: 'logout',
  needs: 'login',
  summary: 'End this login and forget it on this machine.',
  example: 'devchat logout',
  positionals: {},
  options: {},
  async run({ caller }) {
    const answer = await caller.call('auth.logout', {});
    const ended = !isFailure(answer);
    // A token that the host does not know any more is as good as revoked; anything else must stay, or it could never be revoked.
    if (!ended && !('code' in answer && answer.code === 'not_logged_in')) return answer;
    return {
      rows: [],
      effects: [
        { type: 'forget' },
        notice(ended ? 'You are logged out.' : 'This login had already ended; it is forgotten here.'),
      ],
    };
  },
});
