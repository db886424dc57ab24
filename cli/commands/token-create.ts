// `token create`: a token for a script or another device.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';

export const tokenCreate = defineCommand({
  path: 'token create',
  slash: 'token create',
  needs: 'login',
  summary: 'Make a token for a script; it is printed once.',
  details: 'Give the token to the script in the environment variable DEVCHAT_TOKEN.',
  example: 'devchat token create --name ci --expires 90d',
  positionals: {},
  options: {
    name: { type: 'text', value: 'NAME', required: true, help: 'what the token is for, as lists show it' },
    expires: { type: 'text', value: 'DAYS', help: 'when it ends by itself, like 90d; without it never' },
  },
  async run({ caller }, { name, expires }) {
    const days = expires === undefined ? undefined : daysIn(expires);
    if (days === null) return new UsageError(`--expires takes a number of days like 90d, not "${expires}".`);
    const token = await caller.call('token.create', days === undefined ? { name } : { name, expires_in_days: days });
    if (isFailure(token)) return token;
    return {
      rows: [
        {
          lines: [token.token],
          json: { id: token.id, name: token.name, token: token.token, expires_at: token.expires_at },
        },
      ],
      effects: [notice('Keep it: it is not shown again.')],
    };
  },
});

function daysIn(expires: string): number | null {
  const digits = /^(\d{1,6})d$/.exec(expires)?.[1];
  return digits === undefined ? null : Number(digits);
}
