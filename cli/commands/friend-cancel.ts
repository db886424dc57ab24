// `friend cancel`: a request of one’s own is taken back.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { withoutAt } from './target.ts';

export const friendCancel = defineCommand({
  path: 'friend cancel',
  slash: 'friend cancel',
  needs: 'login',
  summary: 'Take back your request for friendship.',
  details: '`devchat friend list --pending` says whom you have asked.',
  example: 'devchat friend cancel @grace',
  positionals: { user: { help: 'the user, like @grace', required: true, completes: 'user' } },
  options: {},
  async run({ caller }, { user }) {
    const username = withoutAt(user);
    const answer = await caller.call('friend.cancel', { username });
    if (isFailure(answer)) return answer;
    return {
      rows: [{ lines: [], json: { username, changed: answer.changed } }],
      effects: [
        notice(answer.changed ? `Your request to @${username} is taken back.` : `You have no request to @${username}.`),
      ],
    };
  },
});
