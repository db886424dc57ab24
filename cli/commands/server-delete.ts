// `server delete`: delete a server with everything in it.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { confirmedByName, yes } from './confirm.ts';
import { notice } from './effect.ts';
import { findServer, serverPositional } from './server-lookup.ts';

export const serverDelete = defineCommand({
  path: 'server delete',
  slash: 'server delete',
  needs: 'login',
  summary: 'Delete a server that you own, with all its channels and messages.',
  details: 'It cannot be undone. On a terminal it asks for the name of the server.',
  example: 'devchat server delete work',
  positionals: { server: serverPositional },
  options: { yes },
  async run(context, { server: target, yes: isYes }) {
    const { caller } = context;
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const question = `This deletes ${server.name} with all its channels and messages, for everybody.`;
    const no = await confirmedByName(context, isYes, { question, name: server.name });
    if (no !== undefined) return no;
    const gone = await caller.call('server.delete', { server: server.id });
    if (isFailure(gone)) return gone;
    return { rows: [], effects: [notice(`${server.name} is deleted.`)] };
  },
});
