// DMs: one channel for each pair of users.
import { ChannelId, newId, type UserId } from '../../common/ids.ts';
import { rows, type Database } from './database.ts';

const byKey = { name: 'dm_by_key', text: 'select id from channels where dm_key = $1' };
const keyOf = (one: UserId, other: UserId) => [one, other].toSorted().join(':');

export async function findDm(db: Database, one: UserId, other: UserId): Promise<ChannelId | undefined> {
  return (await rows<{ id: ChannelId }>(db, byKey, [keyOf(one, other)]))[0]?.id;
}

/** The DM of two users (or of one with themself), and whether it was made now. */
export async function openDm(db: Database, one: UserId, other: UserId): Promise<{ id: ChannelId; made: boolean }> {
  const key = keyOf(one, other);
  return await db.orm.em.fork().transactional(async (em) => {
    const made = await em.execute<{ id: ChannelId }[]>(
      `insert into channels (id, dm_key) values (?, ?) on conflict (dm_key) do nothing returning id`,
      [newId(ChannelId), key],
    );
    const found =
      made[0] ?? (await em.execute<{ id: ChannelId }[]>('select id from channels where dm_key = ?', [key]))[0];
    if (found === undefined) throw new Error('a DM vanished while it was opened');
    if (made.length > 0) {
      for (const member of new Set([one, other])) {
        await em.execute('insert into channel_members (channel_id, user_id) values (?, ?)', [found.id, member]);
      }
    }
    return { id: found.id, made: made.length > 0 };
  });
}
