// `category create`: a heading for channels of a server.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { findServer, serverPositional } from './server-lookup.ts';

export const categoryCreate = defineCommand({
  path: 'category create',
  slash: 'category create',
  needs: 'login',
  summary: 'Make a category, under which channels of a server stand.',
  example: 'devchat category create work Projects',
  positionals: { server: serverPositional, name: { help: 'its name', required: true, takes: 'rest' } },
  options: {},
  async run({ caller, form }, { server: target, name }) {
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const category = await caller.call('category.create', { server: server.id, name });
    if (isFailure(category)) return category;
    return {
      rows: [{ lines: form === 'screen' ? [] : [`${category.id}  ${category.name}`], json: { ...category } }],
      effects: [notice(`You made the category ${category.name} in ${server.name}.`)],
    };
  },
});
