// `friend list`: friends, and the requests that wait.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { relationRows, relationsOf } from './relation-row.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

export const friendList = defineCommand({
  path: 'friend list',
  slash: 'friend list',
  needs: 'login',
  summary: 'List your friends and how they are, and the requests that wait for an answer.',
  details: 'Whom you have blocked is in `devchat block list`.',
  example: 'devchat friend list --pending',
  positionals: {},
  options: { pending: { type: 'flag', help: 'only requests, to you and from you' } },
  async run({ caller, form }, { pending }) {
    const relations = await relationsOf(caller, undefined);
    if (isFailure(relations)) return relations;
    const shown = relations.filter(({ kind }) => kind !== 'blocked' && !(pending && kind === 'friend'));
    const rows = relationRows(shown);
    return {
      rows,
      effects: ifEmpty(
        rows,
        pending
          ? 'No request waits.'
          : `You have no friends here yet: ${said({ form }, 'friend suggest')} shows whom you may know, ${said({ form }, 'friend add')} asks somebody.`,
      ),
    };
  },
});
