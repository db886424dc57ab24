// `server transfer`: give a server to one of its members.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { confirmedByName, yes } from './confirm.ts';
import { notice } from './effect.ts';
import { findMember, findServer, serverPositional } from './server-lookup.ts';
import { serverRow } from './server-row.ts';
import { withoutAt } from './target.ts';

export const serverTransfer = defineCommand({
  path: 'server transfer',
  slash: 'server transfer',
  needs: 'login',
  summary: 'Give a server that you own to one of its members.',
  details: 'You stay a member, with the roles that you have. On a terminal it asks for the name of the server.',
  example: 'devchat server transfer work @grace',
  positionals: {
    server: serverPositional,
    user: { help: 'the new owner, like @grace', required: true, completes: 'user' },
  },
  options: { yes },
  async run(context, { server: target, user, yes: isYes }) {
    const { caller } = context;
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const id = await findMember(caller, server, user);
    if (isFailure(id)) return id;
    const question = `This gives ${server.name} to @${withoutAt(user)}; only they can give it back.`;
    const no = await confirmedByName(context, isYes, { question, name: server.name });
    if (no !== undefined) return no;
    const given = await caller.call('server.transfer', { server: server.id, user: id });
    if (isFailure(given)) return given;
    return {
      rows: [serverRow(context.form, given)],
      effects: [notice(`${server.name} belongs to @${withoutAt(user)} now.`)],
    };
  },
});
