// `category delete`: take a heading away; the channels stay.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { confirmed, yes } from './confirm.ts';
import { notice } from './effect.ts';
import { findCategory, findServer, serverPositional } from './server-lookup.ts';

export const categoryDelete = defineCommand({
  path: 'category delete',
  slash: 'category delete',
  needs: 'login',
  summary: 'Delete a category; its channels stay, under none.',
  example: 'devchat category delete work Projects',
  positionals: { server: serverPositional, category: { help: 'its name or id', required: true } },
  options: { yes },
  async run(context, { server: target, category: word, yes: isYes }) {
    const { caller } = context;
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const category = findCategory(server, word);
    if (isFailure(category)) return category;
    const no = await confirmed(context, isYes, `Delete the category ${category.name}? Its channels stay.`);
    if (no !== undefined) return no;
    const gone = await caller.call('category.delete', { category: category.id });
    if (isFailure(gone)) return gone;
    return { rows: [], effects: [notice(`The category ${category.name} is deleted.`)] };
  },
});
