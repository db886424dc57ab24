// `unblock`: a block is taken back.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { withoutAt } from './target.ts';

export const unblock = defineCommand({
  path: 'unblock',
  slash: 'unblock',
  needs: 'login',
  summary: 'Take back a block.',
  details: 'What it ended (a friendship, a request) stays ended.',
  example: 'devchat unblock @grace',
  positionals: { user: { help: 'the user, like @grace', required: true, completes: 'user' } },
  options: {},
  async run({ caller }, { user }) {
    const username = withoutAt(user);
    const answer = await caller.call('user.unblock', { username });
    if (isFailure(answer)) return answer;
    return {
      rows: [{ lines: [], json: { username, changed: answer.changed } }],
      effects: [
        notice(answer.changed ? `@${username} is not blocked any more.` : `You have not blocked @${username}.`),
      ],
    };
  },
});
