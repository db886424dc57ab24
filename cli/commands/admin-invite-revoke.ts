// `admin invite revoke`: end an invitation to the host.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';

export const adminInviteRevoke = defineCommand({
  path: 'admin invite revoke',
  slash: 'admin invite revoke',
  needs: 'login',
  summary: 'End an invitation to this host.',
  example: 'devchat admin invite revoke 7K2M9-QX4TB-0WZ3R-H8VNA',
  positionals: { code: { help: 'the code that `devchat admin invite list` shows', required: true } },
  options: {},
  async run({ caller }, { code }) {
    const done = await caller.call('admin.invite.revoke', { code });
    return isFailure(done) ? done : { rows: [], effects: [notice('That invitation has ended.')] };
  },
});
