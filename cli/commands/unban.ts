// `unban`: let somebody in again.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { reasonPositional } from './kick.ts';
import { placeAndText, placePositional, userPositional } from './moderated-place.ts';
import { withoutAt } from './target.ts';

export const unban = defineCommand({
  path: 'unban',
  slash: 'unban',
  needs: 'login',
  summary: 'Lift a ban; they may come in again.',
  example: "devchat unban @mallory '#general'",
  positionals: { user: userPositional, target: placePositional, reason: reasonPositional },
  options: {},
  async run(context, { user, target, reason: words }) {
    const found = await placeAndText(context, target, words);
    if (isFailure(found) || found instanceof UsageError) return found;
    const { place, text: reason } = found;
    const username = withoutAt(user);
    const done = await context.caller.call('member.unban', { ...place.where, username, reason });
    return isFailure(done) ? done : { rows: [], effects: [notice(`@${username} may come to ${place.title} again.`)] };
  },
});
