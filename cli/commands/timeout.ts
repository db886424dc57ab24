// `timeout`: silence a member of a room or a server for a time.
import { protocolLimits } from '../../common/limits.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { readDuration } from './duration.ts';
import { reasonPositional } from './member-deed.ts';
import { localTimeWithZone } from './local-time.ts';
import { moderatedPlace, placePositional, userPositional } from './moderated-place.ts';
import { withoutAt } from './target.ts';

export const timeout = defineCommand({
  path: 'timeout',
  slash: 'timeout',
  needs: 'login',
  summary: 'Silence somebody in a room or a server for a time: they read, and do nothing else there.',
  example: "devchat timeout @grace '#general' 10m calm down",
  positionals: {
    user: userPositional,
    target: placePositional,
    time: { help: `how long, like 10m, 2h or 7d; at most ${protocolLimits.timeOutMaxDays}d`, required: true },
    reason: reasonPositional,
  },
  options: {},
  async run({ caller }, { user, target, time, reason }) {
    const duration_s = readDuration(time, { maxDays: protocolLimits.timeOutMaxDays });
    if (duration_s instanceof UsageError) return duration_s;
    const place = await moderatedPlace(caller, target);
    if (isFailure(place) || place instanceof UsageError) return place;
    const username = withoutAt(user);
    const done = await caller.call('member.time_out', { ...place.where, username, duration_s, reason: reason ?? '' });
    if (isFailure(done)) return done;
    const line = `@${username} only reads in ${place.title} until ${localTimeWithZone(done.until)}.`;
    return { rows: [{ lines: [line], json: { user: username, until: done.until } }], effects: [] };
  },
});
