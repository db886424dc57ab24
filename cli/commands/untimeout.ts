// `untimeout`: end a time-out early.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { reasonPositional } from './kick.ts';
import { placeAndText, placePositional, userPositional } from './moderated-place.ts';
import { withoutAt } from './target.ts';

export const untimeout = defineCommand({
  path: 'untimeout',
  slash: 'untimeout',
  needs: 'login',
  summary: 'End a time-out early.',
  example: "devchat untimeout @grace '#general'",
  positionals: { user: userPositional, target: placePositional, reason: reasonPositional },
  options: {},
  async run(context, { user, target, reason: words }) {
    const found = await placeAndText(context, target, words);
    if (isFailure(found) || found instanceof UsageError) return found;
    const { place, text: reason } = found;
    const username = withoutAt(user);
    const done = await context.caller.call('member.end_time_out', { ...place.where, username, reason });
    return isFailure(done) ? done : { rows: [], effects: [notice(`@${username} may write in ${place.title} again.`)] };
  },
});
