// `unban`: let somebody in again.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { reasonPositional } from './kick.ts';
import { moderatedPlace, placePositional, userPositional } from './moderated-place.ts';
import { withoutAt } from './target.ts';

export const unban = defineCommand({
  path: 'unban',
  slash: 'unban',
  needs: 'login',
  summary: 'Lift a ban; they may come in again.',
  example: "devchat unban @mallory '#general'",
  positionals: { user: userPositional, target: placePositional, reason: reasonPositional },
  options: {},
  async run({ caller }, { user, target, reason }) {
    const place = await moderatedPlace(caller, target);
    if (isFailure(place) || place instanceof UsageError) return place;
    const username = withoutAt(user);
    const done = await caller.call('member.unban', { ...place.where, username, reason: reason ?? '' });
    return isFailure(done) ? done : { rows: [], effects: [notice(`@${username} may come to ${place.title} again.`)] };
  },
});
