// `untimeout`: end a time-out early.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { reasonPositional } from './kick.ts';
import { moderatedPlace, placePositional, userPositional } from './moderated-place.ts';
import { withoutAt } from './target.ts';

export const untimeout = defineCommand({
  path: 'untimeout',
  slash: 'untimeout',
  needs: 'login',
  summary: 'End a time-out early.',
  example: "devchat untimeout @grace '#general'",
  positionals: { user: userPositional, target: placePositional, reason: reasonPositional },
  options: {},
  async run({ caller }, { user, target, reason }) {
    const place = await moderatedPlace(caller, target);
    if (isFailure(place) || place instanceof UsageError) return place;
    const username = withoutAt(user);
    const done = await caller.call('member.end_time_out', { ...place.where, username, reason: reason ?? '' });
    return isFailure(done) ? done : { rows: [], effects: [notice(`@${username} may write in ${place.title} again.`)] };
  },
});
