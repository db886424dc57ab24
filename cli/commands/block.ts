// `block`: somebody is blocked.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { relationJson } from './relation-row.ts';
import { withoutAt } from './target.ts';

export const block = defineCommand({
  path: 'block',
  slash: 'block',
  needs: 'login',
  summary: 'Block somebody: neither hears from, sees or reaches the other.',
  details:
    'It ends friendship and requests between you; they are not told. `devchat block list` says whom you have blocked, `devchat unblock` takes it back.',
  example: 'devchat block @grace',
  positionals: { user: { help: 'the user, like @grace', required: true, completes: 'user' } },
  options: {},
  async run({ caller }, { user }) {
    const relation = await caller.call('user.block', { username: withoutAt(user) });
    if (isFailure(relation)) return relation;
    const name = `@${relation.user.username}`;
    return {
      rows: [{ lines: [], json: relationJson(relation) }],
      effects: [notice(`${name} is blocked.`)],
    };
  },
});
