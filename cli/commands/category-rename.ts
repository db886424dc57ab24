// `category rename`: give a category another name.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { findCategory, findServer, serverPositional } from './server-lookup.ts';

export const categoryRename = defineCommand({
  path: 'category rename',
  slash: 'category rename',
  needs: 'login',
  summary: 'Give a category another name.',
  example: 'devchat category rename work Projects Old projects',
  positionals: {
    server: serverPositional,
    category: { help: 'its name or id', required: true },
    name: { help: 'its new name', required: true, takes: 'rest' },
  },
  options: {},
  async run({ caller, form }, { server: target, category: word, name }) {
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const category = findCategory(server, word);
    if (isFailure(category)) return category;
    const renamed = await caller.call('category.update', { category: category.id, name });
    if (isFailure(renamed)) return renamed;
    return {
      rows: [{ lines: form === 'screen' ? [] : [`${renamed.id}  ${renamed.name}`], json: { ...renamed } }],
      effects: [notice(`${category.name} is called ${renamed.name} now.`)],
    };
  },
});
