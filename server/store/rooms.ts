// Rooms: channels on their own, made, found by name and listed for everybody.
import { ChannelId, newId, type UserId } from '../../common/ids.ts';
import type { ListedChannel } from '../../common/model.ts';
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

/** Makes a room with its maker in it, or says that the name is taken. */
export async function createRoom(
  db: Database,
  room: { name: string; topic: string; ownerId: UserId },
): Promise<ChannelId | 'name_taken'> {
  const id = newId(ChannelId);
  try {
    await db.orm.em.fork().transactional(async (em) => {
      em.create(ChannelEntity, { id, ...room });
      await em.flush();
      await em.execute('insert into channel_members (channel_id, user_id) values (?, ?)', [id, room.ownerId]);
    });
  } catch (error) {
    if (violatedConstraint(error) === 'channels_room_name_unique') return 'name_taken';
    throw error;
  }
  return id;
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

export async function setTopic(db: Database, id: ChannelId, topic: string): Promise<void> {
  await db.orm.em.fork().nativeUpdate(ChannelEntity, { id }, { topic });
}
