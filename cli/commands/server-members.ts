// `server members`: who is in a server.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { findServer, membersOfServer, serverPositional } from './server-lookup.ts';
import { memberRows } from './server-row.ts';

export const serverMembers = defineCommand({
  path: 'server members',
  slash: 'server members',
  needs: 'login',
  summary: 'List who is in a server, with nicknames and roles.',
  example: 'devchat server members work',
  positionals: {
    server: serverPositional,
    query: { help: 'only those whose name or nickname contains this', required: false },
  },
  options: {},
  async run({ caller }, { server: target, query }) {
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const members = await membersOfServer(caller, server, (query ?? '').replace(/^@/, ''));
    return isFailure(members) ? members : { rows: memberRows(members, server), effects: [] };
  },
});
