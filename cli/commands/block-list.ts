// `block list`: whom one has blocked.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { relationRows, relationsOf } from './relation-row.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

export const blockList = defineCommand({
  path: 'block list',
  slash: 'block list',
  needs: 'login',
  summary: 'List whom you have blocked.',
  details: 'Somebody whose name is "list" is blocked with `devchat block @list`.',
  example: 'devchat block list',
  positionals: {},
  options: {},
  async run({ caller, form }) {
    const relations = await relationsOf(caller, 'blocked');
    if (isFailure(relations)) return relations;
    const rows = relationRows(relations);
    return { rows, effects: ifEmpty(rows, `You have blocked nobody; ${said({ form }, 'block')} blocks somebody.`) };
  },
});
