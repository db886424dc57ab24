// `friend list`: friends, and the requests that wait.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { relationRows, relationsOf } from './relation-row.ts';

export const friendList = defineCommand({
  path: 'friend list',
  slash: 'friend list',
  needs: 'login',
  summary: 'List your friends and how they are, and the requests that wait for an answer.',
  details: 'Whom you have blocked is in `devchat block list`.',
  example: 'devchat friend list --pending',
  positionals: {},
  options: { pending: { type: 'flag', help: 'only requests, to you and from you' } },
  async run({ caller }, { pending }) {
    const relations = await relationsOf(caller, undefined);
    if (isFailure(relations)) return relations;
    const shown = relations.filter(({ kind }) => kind !== 'blocked' && !(pending && kind === 'friend'));
    return { rows: relationRows(shown), effects: [] };
  },
});
