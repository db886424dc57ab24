// `admin pass revoke`: end a code that nobody has used.
import type { PassCodeId } from '../../common/ids.ts';
import { isUuid } from '../../common/uuid.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { reasonOption } from './somebody.ts';

export const adminPassRevoke = defineCommand({
  path: 'admin pass revoke',
  slash: 'admin pass revoke',
  needs: 'login',
  summary: 'End a code of the pass that nobody has used.',
  example: 'devchat admin pass revoke 0198c0de-7c1a-7000-8000-1234567890ab',
  positionals: { id: { help: 'the id that `devchat admin pass list` shows', required: true } },
  options: { reason: reasonOption },
  async run({ caller }, { id, reason }) {
    if (!isUuid<PassCodeId>(id))
      return new UsageError(`"${id}" is not the id of a code; \`devchat admin pass list\` shows them.`);
    const done = await caller.call('admin.pass.revoke', { id, ...(reason === undefined ? {} : { reason }) });
    return isFailure(done) ? done : { rows: [], effects: [notice('That code gives nothing any more.')] };
  },
});
