// Rooms: channels on their own, made, found by name and listed for everybody.
import { ChannelId, newId, type UserId } from '../../common/ids.ts';
import type { ListedChannel } from '../../common/model.ts';
import { changedColumns, toChanged, type ChangedChannel, type ChangedRow } from './arrangement.ts';
import { recordAudit } from './audit.ts';
import { channelColumns } from './channels.ts';
import { rows, violatedConstraint, type Database } from './database.ts';
import { ChannelEntity } from './entities.ts';
import { bury } from './graveyard.ts';
import { differences, isEmpty, type Deed } from './server-changes.ts';
import { transaction, type Transaction } from './transaction.ts';

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
  { most, ...room }: { name: string; topic: string; type?: 'text' | 'voice'; ownerId: UserId; most: number },
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

/** `isChange`: it was otherwise before. */
export interface ChangedRoom extends ChangedChannel {
  readonly isChange: boolean;
}

/**
 * What is not named stays. A change of the channel takes a number in its order of changes, `rev`. Undefined where the room is
 * gone. What is done to a room of somebody else is in the audit log.
 */
export async function updateRoom(
  db: Database,
  id: ChannelId,
  { name, topic }: { readonly name?: string | undefined; readonly topic?: string | undefined },
  deed: Deed,
): Promise<ChangedRoom | 'name_taken' | undefined> {
  try {
    return await transaction(db, async (tx) => {
      const before = await lockRoom(tx, id);
      if (before === undefined) return undefined;
      const diff = differences(
        { name: before.name, topic: before.topic },
        { name: name ?? before.name, topic: topic ?? before.topic },
      );
      if (isEmpty(diff)) {
        const [same] = await tx.rows<ChangedRow>(`select ${changedColumns} from channels c where c.id = $1`, [id]);
        return same === undefined ? undefined : { ...toChanged(same), isChange: false };
      }
      const [row] = await tx.rows<ChangedRow>(
        `update channels c set name = coalesce($2, name), topic = coalesce($3, topic), last_rev = last_rev + 1
         where c.id = $1 and c.server_id is null and c.dm_key is null returning ${changedColumns}`,
        [id, name ?? null, topic ?? null],
      );
      if (row === undefined) return undefined;
      const changed = toChanged(row);
      const target = { type: 'channel', id, name: changed.channel.name };
      if (before.owner !== deed.actor.id)
        await recordAudit(tx, { server: null, ...deed, action: 'channel.update', target, ...diff });
      return { ...changed, isChange: true };
    });
  } catch (error) {
    if (violatedConstraint(error) === 'channels_room_name_unique') return 'name_taken';
    throw error;
  }
}

/** Answers who was in it. */
export async function deleteRoom(db: Database, id: ChannelId, deed: Deed): Promise<UserId[]> {
  return await transaction(db, async (tx) => {
    const room = await lockRoom(tx, id);
    if (room === undefined) return [];
    const seats = await bury(tx, [id]);
    const target = { type: 'channel', id, name: room.name };
    await recordAudit(tx, {
      server: null,
      ...deed,
      action: 'channel.delete',
      target,
      before: { members: seats.length },
    });
    return seats.map(({ user }) => user);
  });
}

interface LockedRoom {
  readonly name: string;
  readonly topic: string;
  readonly owner: UserId | null;
}

async function lockRoom(tx: Transaction, id: ChannelId): Promise<LockedRoom | undefined> {
  const [room] = await tx.rows<LockedRoom>(
    `select name, topic, owner_id as owner from channels where id = $1 and server_id is null and dm_key is null for no key update`,
    [id],
  );
  return room;
}
