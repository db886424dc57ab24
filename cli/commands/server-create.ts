// `server create`: make a server.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { serverRow } from './server-row.ts';

export const serverCreate = defineCommand({
  path: 'server create',
  slash: 'server create',
  needs: 'login',
  summary: 'Make a server; it begins with the channel #general.',
  details: 'Nobody sees it until you let them in: `devchat invite create` makes invites.',
  example: 'devchat server create Build farm',
  positionals: { name: { help: 'its name', required: true, takes: 'rest' } },
  options: {},
  async run({ caller, form }, { name }) {
    const server = await caller.call('server.create', { name });
    if (isFailure(server)) return server;
    return { rows: [serverRow(form, server)], effects: [notice(`You made ${server.name}.`)] };
  },
});
