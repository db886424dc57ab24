// Telling two people what has changed between them: each hears what is theirs to know, and never that they were blocked.
import type { UserId } from '../../common/ids.ts';
import type { UserRef } from '../../common/model.ts';
import { isHidden, kindOf, turned, type Pair } from '../domain/friendship.ts';
import { findDm } from '../store/dms.ts';
import { findRelation, type PairChange } from '../store/friends.ts';
import { joinedChannel } from '../store/joined.ts';
import { seenByOthers } from '../store/presence.ts';
import type { Services } from './context.ts';
import { tellUser } from './tell.ts';
import { toJoined, toPresence, toRelation } from './views.ts';

type Parts = Pick<Services, 'db' | 'bus' | 'turns'>;

interface Told {
  readonly me: UserRef;
  readonly other: UserRef;
  readonly change: PairChange;
}

/** In turns for each pair, and read now, so that what is told last is what is stored. */
export async function tellPair(parts: Parts, { me, other, change }: Told): Promise<void> {
  const { before, after } = change;
  const key = [me.id, other.id].toSorted().join(':');
  await parts.turns.take(key, async () => {
    await tellRelation(parts, me.id, other.id, { before, after });
    await tellRelation(parts, other.id, me.id, { before: turned(before), after: turned(after) });
    if (isHidden(before) === isHidden(after)) return;
    await tellDm(parts, me.id, other.id);
    await tellSight(parts, me.id, other.id);
  });
}

async function tellRelation(
  { db, bus }: Parts,
  user: UserId,
  other: UserId,
  { before, after }: { readonly before: Pair; readonly after: Pair },
): Promise<void> {
  if (kindOf(before) === kindOf(after)) return;
  const relation = await findRelation(db, user, other);
  if (relation === undefined) tellUser(bus, user, { type: 'friend.removed', user: other });
  else tellUser(bus, user, { type: 'friend.updated', relation: toRelation(relation) });
}

/** In the DM of two of whom one has blocked the other nobody writes any more. */
async function tellDm({ db, bus }: Parts, me: UserId, other: UserId): Promise<void> {
  const dm = await findDm(db, me, other);
  if (dm === undefined) return;
  for (const user of [me, other]) {
    const joined = await joinedChannel(db, user, dm);
    if (joined !== undefined) tellUser(bus, user, { type: 'channel.joined', channel: toJoined(joined) });
  }
}

/** Who was seen in a common channel is offline for the other from here on, or seen again. */
async function tellSight({ db, bus }: Parts, me: UserId, other: UserId): Promise<void> {
  const people = await seenByOthers(db, [me, other]);
  const [mine, theirs] = [people.find(({ id }) => id === me), people.find(({ id }) => id === other)];
  if (mine === undefined || theirs === undefined) return;
  const common = new Set(mine.channels);
  // To who could not see them a word would say that there is something.
  if (!theirs.channels.some((channel) => common.has(channel))) return;
  for (const [viewer, seen] of [
    [me, theirs],
    [other, mine],
  ] as const) {
    if (!seen.here || seen.status === 'invisible') continue;
    tellUser(bus, viewer, toPresence(seen.hidden.includes(viewer) ? { ...seen, here: false } : seen));
  }
}
