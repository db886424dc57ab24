// `server leave`: not be in a server any more.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { confirmed, yes } from './confirm.ts';
import { notice } from './effect.ts';
import { findServer, serverPositional } from './server-lookup.ts';

export const serverLeave = defineCommand({
  path: 'server leave',
  slash: 'server leave',
  needs: 'login',
  summary: 'Leave a server.',
  details: 'You need another invite to come back. Who owns a server transfers or deletes it instead.',
  example: 'devchat server leave work',
  positionals: { server: serverPositional },
  options: { yes },
  async run(context, { server: target, yes: isYes }) {
    const { caller } = context;
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const no = await confirmed(context, isYes, `Leave ${server.name}? You need another invite to come back.`);
    if (no !== undefined) return no;
    const left = await caller.call('server.leave', { server: server.id });
    if (isFailure(left)) return left;
    return { rows: [], effects: [notice(`You have left ${server.name}.`)] };
  },
});
