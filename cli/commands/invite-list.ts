// `invite list`: the invites of a server that still work.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { findServer, serverPositional } from './server-lookup.ts';
import { inviteRows } from './server-row.ts';

export const inviteList = defineCommand({
  path: 'invite list',
  slash: 'invite list',
  needs: 'login',
  summary: 'List your invites into a server; with manage_server, everybody’s.',
  example: 'devchat invite list work',
  positionals: { server: serverPositional },
  options: {},
  async run({ caller }, { server: target }) {
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const list = await caller.call('invite.list', { server: server.id });
    return isFailure(list) ? list : { rows: inviteRows(list.invites), effects: [] };
  },
});
