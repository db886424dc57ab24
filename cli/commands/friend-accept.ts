// `friend accept`: a request is accepted.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { relationJson } from './relation-row.ts';
import { withoutAt } from './target.ts';

export const friendAccept = defineCommand({
  path: 'friend accept',
  slash: 'friend accept',
  needs: 'login',
  summary: 'Accept a request for friendship.',
  details: '`devchat friend list --pending` says who asks.',
  example: 'devchat friend accept @grace',
  positionals: { user: { help: 'the user, like @grace', required: true, completes: 'user' } },
  options: {},
  async run({ caller }, { user }) {
    const relation = await caller.call('friend.accept', { username: withoutAt(user) });
    if (isFailure(relation)) return relation;
    const name = `@${relation.user.username}`;
    return {
      rows: [{ lines: [], json: relationJson(relation) }],
      effects: [notice(`${name} is your friend.`)],
    };
  },
});
