// `friend decline`: a request is declined.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { withoutAt } from './target.ts';

export const friendDecline = defineCommand({
  path: 'friend decline',
  slash: 'friend decline',
  needs: 'login',
  summary: 'Decline a request for friendship.',
  details: 'The request is gone for both of you; nobody is told who ended it.',
  example: 'devchat friend decline @grace',
  positionals: { user: { help: 'the user, like @grace', required: true, completes: 'user' } },
  options: {},
  async run({ caller }, { user }) {
    const username = withoutAt(user);
    const answer = await caller.call('friend.decline', { username });
    if (isFailure(answer)) return answer;
    return {
      rows: [{ lines: [], json: { username, changed: answer.changed } }],
      effects: [
        notice(answer.changed ? `The request of @${username} is declined.` : `There is no request from @${username}.`),
      ],
    };
  },
});
