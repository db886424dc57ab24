// `friend remove`: a friendship is ended.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { withoutAt } from './target.ts';

export const friendRemove = defineCommand({
  path: 'friend remove',
  slash: 'friend remove',
  needs: 'login',
  summary: 'End a friendship.',
  details: 'It ends for both of you. Your DM stays.',
  example: 'devchat friend remove @grace',
  positionals: { user: { help: 'the user, like @grace', required: true, completes: 'user' } },
  options: {},
  async run({ caller }, { user }) {
    const username = withoutAt(user);
    const answer = await caller.call('friend.remove', { username });
    if (isFailure(answer)) return answer;
    return {
      rows: [{ lines: [], json: { username, changed: answer.changed } }],
      effects: [
        notice(answer.changed ? `@${username} is no friend of yours any more.` : `@${username} is no friend of yours.`),
      ],
    };
  },
});
