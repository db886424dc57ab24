// Tells what ended by itself: statuses that were chosen for a time, and what a pass had unlocked.
import type { UserId } from '../../common/ids.ts';
import { tellNameTag } from '../handlers/tell-name-tag.ts';
import { tellStatus } from '../handlers/tell-status.ts';
import type { Services } from '../handlers/context.ts';
import { endedAtOnce, takeEndedPasses, takeEndedStatuses } from '../store/expiries.ts';
import { repeat, type Repeated } from './repeat.ts';

/** One look for all users of the host, not a timer for each: whoever reads meanwhile is told the truth by the database. */
export function startExpiries(services: Services): Repeated {
  const { db, limits, log, turns } = services;
  const onError = (error: unknown) => log.warn({ error }, 'what ended by itself was not told');
  const tellEach = async (users: readonly UserId[], tell: typeof tellNameTag) => {
    for (const user of users) await turns.take(user, async () => await tell(services, user));
    if (users.length === endedAtOnce) repeated.soon();
  };
  const look = async () => {
    await tellEach(await takeEndedStatuses(db), tellStatus);
    await tellEach(await takeEndedPasses(db), tellNameTag);
  };
  const repeated = repeat(limits.expiryCheckMs, look, onError);
  return repeated;
}
