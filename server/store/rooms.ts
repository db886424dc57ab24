// Rooms: channels on their own, made, found by name and listed for everybody.
import { ChannelId, newId, type UserId } from '../../common/ids.ts';
import type { Channel, ListedChannel } from '../../common/model.ts';
import { channelColumns } from './channels.ts';
import { rows, violatedConstraint, type Database } from './database.ts';
import { ChannelEntity } from './entities.ts';

const roomByName = {
  name: 'room_by_name',
  text: `select c.id from channels c where c.name = $1 and c.server_id is null and c.dm_key is null`,
};

const listRoomsBy = {
  name: 'list_rooms',
  text: `select ${channelColumns}, (select count(*) from channel_members n where n.channel_id = c.id)::float8 as member_count,
           exists (select 1 from channel_members n where n.channel_id = c.id and n.user_id = $1) as joined
         from channels c where c.server_id is null and c.dm_key is null and c.name > $2 and position($3 in c.name) > 0
         order by c.name limit $4`,
};

/** Makes a room with its maker in it, unless the name is taken or they have made `most` already. */
export async function createRoom(
  db: Database,
  { most, ...room }: { name: string; topic: string; ownerId: UserId; most: number },
): Promise<ChannelId | 'name_taken' | 'limit_reached'> {
  const id = newId(ChannelId);
  try {
    return await db.orm.em.fork().transactional(async (em) => {
      // Two at once would both find room for one.
      await em.execute('select 1 from users where id = ? for no key update', [room.ownerId]);
      if ((await em.count(ChannelEntity, { ownerId: room.ownerId })) >= most) return 'limit_reached';
      em.create(ChannelEntity, { id, ...room });
      await em.flush();
      await em.execute('insert into channel_members (channel_id, user_id) values (?, ?)', [id, room.ownerId]);
      return id;
    });
  } catch (error) {
    if (violatedConstraint(error) === 'channels_room_name_unique') return 'name_taken';
    throw error;
  }
}

export async function findRoomId(db: Database, name: string): Promise<ChannelId | undefined> {
  return (await rows<{ id: ChannelId }>(db, roomByName, [name]))[0]?.id;
}

export async function listRooms(
  db: Database,
  viewer: UserId,
  page: { after: string; query: string; limit: number },
): Promise<ListedChannel[]> {
  return await rows<ListedChannel>(db, listRoomsBy, [viewer, page.after, page.query, page.limit]);
}

/** Another topic is a change of the channel, and takes a number in its order of changes. */
const topicOf = {
  name: 'set_topic',
  text: `update channels c set topic = $2, last_rev = last_rev + 1 where c.id = $1 returning ${channelColumns}, c.last_rev::float8 as rev`,
};

/** Undefined where the room is gone. `rev` is the number of this change. */
export async function setTopic(
  db: Database,
  id: ChannelId,
  topic: string,
): Promise<{ channel: Channel; rev: number } | undefined> {
  const row = (await rows<Channel & { rev: number }>(db, topicOf, [id, topic]))[0];
  if (row === undefined) return undefined;
  const { rev, ...channel } = row;
  return { channel, rev };
}
