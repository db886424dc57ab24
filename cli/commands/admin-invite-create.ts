// `admin invite create`: a code with which accounts can be made.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';

export const adminInviteCreate = defineCommand({
  path: 'admin invite create',
  slash: 'admin invite create',
  needs: 'login',
  summary: 'Make a code with which people make accounts on a host that takes them by invitation only.',
  details: 'They use it with `devchat signup NAME --invite CODE`, in the client, or on the website.',
  example: 'devchat admin invite create --uses 5 --expires 7d',
  positionals: {},
  options: {
    uses: { type: 'text', value: 'N', help: 'for so many accounts; without it for any number' },
    expires: { type: 'text', value: 'DAYS', help: 'when it ends by itself, like 7d; without it never' },
  },
  async run({ caller }, { uses, expires }) {
    const most = uses === undefined ? null : wholeNumber(uses);
    if (Number.isNaN(most)) return new UsageError(`--uses takes a whole number, not "${uses}".`);
    const days = expires === undefined ? null : wholeNumber(expires.replace(/d$/, ''));
    if (Number.isNaN(days)) return new UsageError(`--expires takes a number of days like 7d, not "${expires}".`);
    const made = await caller.call('admin.invite.create', { max_uses: most, expires_in_days: days });
    if (isFailure(made)) return made;
    return {
      rows: [{ lines: [made.code], json: { ...made } }],
      effects: [notice(`devchat signup NAME --invite ${made.code}`)],
    };
  },
});

function wholeNumber(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
}
