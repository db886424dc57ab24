// Tells what ended by itself: statuses that were chosen for a time, what a pass had unlocked, and time-outs.
import type { UserId } from '../../common/ids.ts';
import { tellNameTag } from '../handlers/tell-name-tag.ts';
import { tellStatus } from '../handlers/tell-status.ts';
import type { Services } from '../handlers/context.ts';
import { tellSilence } from '../handlers/tell-server.ts';
import { tellUser } from '../handlers/tell.ts';
import { toJoined } from '../handlers/views.ts';
import {
  endedAtOnce,
  takeEndedPasses,
  takeEndedStatuses,
  takeEndedTimeOuts,
  type EndedTimeOut,
} from '../store/expiries.ts';
import { joinedChannel } from '../store/joined.ts';
import { repeat, type Repeated } from './repeat.ts';

/** One look for all users of the host, not a timer for each: whoever reads meanwhile is told the truth by the database. */
export function startExpiries(services: Services): Repeated {
  const { db, limits, log, turns } = services;
  const onError = (error: unknown) => log.warn({ error }, 'what ended by itself was not told');
  const tellEach = async <T>(ended: readonly T[], userOf: (one: T) => UserId, tell: (one: T) => Promise<void>) => {
    // What is taken is not found again: one that cannot be told does not keep the others from it.
    for (const one of ended) await turns.take(userOf(one), async () => await tell(one)).catch(onError);
    if (ended.length === endedAtOnce) repeated.soon();
  };
  const itself = (user: UserId) => user;
  const look = async () => {
    await tellEach(await takeEndedStatuses(db), itself, (user) => tellStatus(services, user));
    await tellEach(await takeEndedPasses(db), itself, (user) => tellNameTag(services, user));
    await tellEach(
      await takeEndedTimeOuts(db),
      ({ user }) => user,
      (ended) => tellTimeOutEnded(services, ended),
    );
  };
  const repeated = repeat(limits.expiryCheckMs, look, onError);
  return repeated;
}

async function tellTimeOutEnded(services: Services, { user, channel, server }: EndedTimeOut): Promise<void> {
  if (server !== null) return await tellSilence(services, server, user);
  const joined = await joinedChannel(services.db, user, channel);
  if (joined !== undefined) tellUser(services.bus, user, { type: 'channel.joined', channel: toJoined(joined) });
}
