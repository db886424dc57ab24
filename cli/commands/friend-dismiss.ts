// `friend dismiss`: somebody is not suggested any more.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { withoutAt } from './target.ts';

export const friendDismiss = defineCommand({
  path: 'friend dismiss',
  slash: 'friend dismiss',
  needs: 'login',
  summary: 'Never be suggested this person again.',
  details: 'You can still ask them for friendship.',
  example: 'devchat friend dismiss @grace',
  positionals: { user: { help: 'the user, like @grace', required: true, completes: 'user' } },
  options: {},
  async run({ caller }, { user }) {
    const username = withoutAt(user);
    const answer = await caller.call('suggestion.dismiss', { username });
    if (isFailure(answer)) return answer;
    return {
      rows: [{ lines: [], json: { username, changed: answer.changed } }],
      effects: [
        notice(
          answer.changed ? `@${username} is not suggested to you any more.` : `@${username} was dismissed before.`,
        ),
      ],
    };
  },
});
