// `role list`: the roles of a server.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { serverPositional } from './role-lookup.ts';
import { roleRows } from './role-row.ts';

export const roleList = defineCommand({
  path: 'role list',
  slash: 'role list',
  needs: 'login',
  summary: 'List the roles of a server, from the top of the hierarchy.',
  example: 'devchat role list work',
  positionals: { server: serverPositional },
  options: {},
  async run({ caller }, { server: target }) {
    const server = await caller.call('server.resolve', { target });
    return isFailure(server) ? server : { rows: roleRows(server.roles), effects: [] };
  },
});
