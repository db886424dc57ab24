// `invite accept`: come into a server.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { serverRow } from './server-row.ts';

export const inviteAccept = defineCommand({
  path: 'invite accept',
  slash: 'invite accept',
  needs: 'login',
  summary: 'Join the server that an invite leads to.',
  example: 'devchat invite accept 0A1B2-C3D4E-F5G6H-J7K8M',
  positionals: { code: { help: 'its code', required: true } },
  options: {},
  async run({ caller, form }, { code }) {
    const server = await caller.call('invite.accept', { code });
    if (isFailure(server)) return server;
    return { rows: [serverRow(form, server)], effects: [notice(`You are in ${server.name}.`)] };
  },
});
