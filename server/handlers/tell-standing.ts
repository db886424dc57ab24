// Telling somebody how they stand on the host now: their rank and pass, and what a rank means in the rooms that they are in.
import type { ChannelId, UserId } from '../../common/ids.ts';
import type { Bits } from '../../common/permissions.ts';
import { joinedChannels } from '../store/joined.ts';
import { findUserById } from '../store/users.ts';
import type { Context } from './context.ts';
import { tellUser } from './tell.ts';
import { toJoined, toMe } from './views.ts';

type Parts = Pick<Context, 'db' | 'bus'>;

/** Tells their devices, and their sockets to look at themselves. */
export async function tellStanding({ db, bus }: Parts, id: UserId): Promise<void> {
  const user = await findUserById(db, id);
  if (user !== undefined) tellUser(bus, id, { type: 'me.updated', me: toMe(user) });
  bus.publish({ type: 'user_changed', user: id });
}

/** Does `change`, which may give these users another rank, and tells each where they may do more or less than before. */
export async function tellingRanks<T>(parts: Parts, users: readonly UserId[], change: () => Promise<T>): Promise<T> {
  const before = new Map<UserId, ReadonlyMap<ChannelId, Bits>>();
  for (const id of users) before.set(id, await permissionsOf(parts, id));
  const answer = await change();
  for (const id of users) {
    await tellStanding(parts, id);
    for (const row of await joinedChannels(parts.db, id))
      if (before.get(id)?.get(row.channel.id) !== row.permissions)
        tellUser(parts.bus, id, { type: 'channel.joined', channel: toJoined(row) });
  }
  return answer;
}

async function permissionsOf({ db }: Parts, id: UserId): Promise<ReadonlyMap<ChannelId, Bits>> {
  return new Map((await joinedChannels(db, id)).map(({ channel, permissions }) => [channel.id, permissions]));
}
