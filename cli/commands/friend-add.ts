// `friend add`: somebody is asked for friendship.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { relationJson } from './relation-row.ts';
import { withoutAt } from './target.ts';
import { said } from './said.ts';

export const friendAdd = defineCommand({
  path: 'friend add',
  slash: 'friend add',
  needs: 'login',
  summary: 'Ask somebody for friendship.',
  details: 'Who has asked you already becomes your friend with it.',
  example: 'devchat friend add @grace',
  positionals: { user: { help: 'the user, like @grace', required: true, completes: 'user' } },
  options: {},
  async run({ caller, form }, { user }) {
    const relation = await caller.call('friend.request', { username: withoutAt(user) });
    if (isFailure(relation)) return relation;
    const name = `@${relation.user.username}`;
    return {
      rows: [{ lines: [], json: relationJson(relation) }],
      effects: [
        notice(
          relation.kind === 'friend'
            ? `${name} is your friend.`
            : `${name} is asked; you see the answer in ${said({ form }, 'friend list', 'friends')}.`,
        ),
      ],
    };
  },
});
