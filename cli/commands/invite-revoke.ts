// `invite revoke`: let nobody in by an invite any more.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { reason } from './reason.ts';

export const inviteRevoke = defineCommand({
  path: 'invite revoke',
  slash: 'invite revoke',
  needs: 'login',
  summary: 'End an invite; who came in by it stays.',
  example: 'devchat invite revoke 0A1B2-C3D4E-F5G6H-J7K8M',
  positionals: { code: { help: 'its code', required: true } },
  options: { reason },
  async run({ caller }, { code, reason: why = '' }) {
    const gone = await caller.call('invite.revoke', { code, reason: why });
    return isFailure(gone) ? gone : { rows: [], effects: [notice('That invite lets nobody in any more.')] };
  },
});
