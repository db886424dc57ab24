// `invite list`: the invites of a server that still work.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { findServer, serverPositional } from './server-lookup.ts';
import { inviteRows } from './server-row.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

export const inviteList = defineCommand({
  path: 'invite list',
  slash: 'invite list',
  needs: 'login',
  summary: 'List your invites into a server; with manage_server, everybody’s.',
  example: 'devchat invite list work',
  positionals: { server: serverPositional },
  options: {},
  async run({ caller, form }, { server: target }) {
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const list = await caller.call('invite.list', { server: server.id });
    if (isFailure(list)) return list;
    const rows = inviteRows(list.invites);
    return {
      rows,
      effects: ifEmpty(rows, `There is no invite into ${server.name}; ${said({ form }, 'invite create')} makes one.`),
    };
  },
});
