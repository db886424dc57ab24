// Channels: rooms and DMs, who is in them, and how far each member has read.
import { ChannelId, newId, type UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Channel, ListedChannel, ReadMarker, Status } from '../../common/model.ts';
import { isoTime, rows, violatedConstraint, type Database } from './database.ts';
import { ChannelEntity } from './entities.ts';

/** A channel as loaded for a decision: with its owner and whether the one who asks is a member. */
export interface Seat {
  readonly channel: Channel & { readonly owner_id: UserId | null };
  readonly member: { readonly read_seq: number } | null;
}

export interface Person {
  readonly id: UserId;
  readonly username: string;
  readonly status: Status;
  readonly status_text: string;
  readonly created_at: string;
}

export interface JoinedRow {
  readonly channel: Channel;
  readonly last_seq: number;
  readonly last_rev: number;
  readonly marker: ReadMarker;
  readonly peer: Person | null;
}

const channelColumns = `c.id, case when c.server_id is not null then 'server' when c.dm_key is not null then 'dm' else 'room' end as kind,
  c.type, c.name, c.topic, c.server_id, ${isoTime('c.created_at')} as created_at`;

const seat = {
  name: 'seat',
  text: `select ${channelColumns}, c.owner_id, m.read_seq::float8 as read_seq
         from channels c left join channel_members m on m.channel_id = c.id and m.user_id = $2 where c.id = $1`,
};

/** How far back unread messages are looked for: own ones in between cost time, and the count stops at 1,000 anyway. */
const unreadWindow = 5 * protocolLimits.unreadMaxCount;

const markerColumns = `m.read_seq::float8 as read_seq,
  (select count(*) from (select 1 from messages x
     where x.channel_id = c.id and x.seq > greatest(m.read_seq, c.last_seq - ${unreadWindow})
       and x.user_id <> m.user_id and x.deleted_at is null limit ${protocolLimits.unreadMaxCount}) as unread_rows)::float8 as unread,
  (select count(*) from (select 1 from mentions y
     where y.user_id = m.user_id and y.channel_id = c.id and y.seq > m.read_seq limit ${protocolLimits.unreadMaxCount}) as mention_rows)::float8 as mentions`;

const joinedText = `select ${channelColumns}, c.last_seq::float8 as last_seq, c.last_rev::float8 as last_rev, ${markerColumns},
    p.id as peer_id, p.username as peer_username, p.status as peer_status, p.status_text as peer_status_text,
    ${isoTime('p.created_at')} as peer_created_at
  from channel_members m join channels c on c.id = m.channel_id
  left join lateral (
    select u.* from users u join channel_members o on o.user_id = u.id and o.channel_id = c.id
    where c.dm_key is not null order by (u.id = m.user_id) limit 1
  ) p on true
  where m.user_id = $1`;
const joinedAll = { name: 'joined_all', text: `${joinedText} order by c.name, c.id` };
const joinedOne = { name: 'joined_one', text: `${joinedText} and c.id = $2` };
const marker = {
  name: 'marker',
  text: `select ${markerColumns} from channel_members m join channels c on c.id = m.channel_id where m.user_id = $1 and c.id = $2`,
};
const moveMarker = {
  name: 'move_marker',
  text: `update channel_members m set read_seq = least($3::bigint, c.last_seq) from channels c
         where c.id = m.channel_id and m.user_id = $1 and m.channel_id = $2 and m.read_seq < least($3::bigint, c.last_seq) returning 1`,
};
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
const membersBy = {
  name: 'members',
  text: `select u.id, u.username, u.status, u.status_text, ${isoTime('u.created_at')} as created_at, ${isoTime('m.joined_at')} as joined_at
         from channel_members m join users u on u.id = m.user_id
         where m.channel_id = $1 and lower(u.username) > lower($2) order by lower(u.username) limit $3`,
};
const channelIdsOf = { name: 'channel_ids_of', text: `select channel_id from channel_members where user_id = $1` };
const countsOf = {
  name: 'channel_counts_of',
  text: `select (select count(*) from channels where owner_id = $1)::float8 as owned,
                (select count(*) from channel_members where user_id = $1)::float8 as joined`,
};
const addMember = {
  name: 'add_member',
  text: `insert into channel_members (channel_id, user_id, read_seq)
         select c.id, $2, c.last_seq from channels c where c.id = $1 on conflict do nothing returning 1`,
};
const removeMember = {
  name: 'remove_member',
  text: `delete from channel_members where channel_id = $1 and user_id = $2 returning 1`,
};
interface FlatJoined extends Channel, ReadMarker {
  last_seq: number;
  last_rev: number;
  peer_id: UserId | null;
  peer_username: string;
  peer_status: Status;
  peer_status_text: string;
  peer_created_at: string;
}

export async function findSeat(db: Database, channelId: ChannelId, userId: UserId): Promise<Seat | undefined> {
  const row = (await rows<Seat['channel'] & { read_seq: number | null }>(db, seat, [channelId, userId]))[0];
  if (row === undefined) return undefined;
  const { read_seq, ...channel } = row;
  return { channel, member: read_seq === null ? null : { read_seq } };
}

export async function joinedChannels(db: Database, userId: UserId): Promise<JoinedRow[]> {
  return (await rows<FlatJoined>(db, joinedAll, [userId])).map(unflatten);
}

export async function joinedChannel(
  db: Database,
  userId: UserId,
  channelId: ChannelId,
): Promise<JoinedRow | undefined> {
  return (await rows<FlatJoined>(db, joinedOne, [userId, channelId])).map(unflatten)[0];
}

export async function channelIds(db: Database, userId: UserId): Promise<ChannelId[]> {
  return (await rows<{ channel_id: ChannelId }>(db, channelIdsOf, [userId])).map((row) => row.channel_id);
}

export async function channelCounts(db: Database, userId: UserId): Promise<{ owned: number; joined: number }> {
  return (await rows<{ owned: number; joined: number }>(db, countsOf, [userId]))[0] ?? { owned: 0, joined: 0 };
}

export async function readMarker(db: Database, userId: UserId, channelId: ChannelId): Promise<ReadMarker | undefined> {
  return (await rows<ReadMarker>(db, marker, [userId, channelId]))[0];
}

/** Moves the marker forward, never back and never past the last message; answers whether it moved. */
export async function advanceMarker(db: Database, userId: UserId, channelId: ChannelId, seq: number): Promise<boolean> {
  return (await rows(db, moveMarker, [userId, channelId, seq])).length === 1;
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

export async function listMembers(
  db: Database,
  channelId: ChannelId,
  page: { after: string; limit: number },
): Promise<(Person & { joined_at: string })[]> {
  return await rows<Person & { joined_at: string }>(db, membersBy, [channelId, page.after, page.limit]);
}

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

/** The DM of two users (or of one with themself), and whether it was made now. */
export async function openDm(db: Database, one: UserId, other: UserId): Promise<{ id: ChannelId; made: boolean }> {
  const key = [one, other].toSorted().join(':');
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

export async function setTopic(db: Database, id: ChannelId, topic: string): Promise<void> {
  await db.orm.em.fork().nativeUpdate(ChannelEntity, { id }, { topic });
}

/** Adds a member who has read everything so far; answers whether they were not in yet. */
export async function joinRoom(db: Database, channelId: ChannelId, userId: UserId): Promise<boolean> {
  return (await rows(db, addMember, [channelId, userId])).length === 1;
}

export async function leaveRoom(db: Database, channelId: ChannelId, userId: UserId): Promise<boolean> {
  return (await rows(db, removeMember, [channelId, userId])).length === 1;
}

function unflatten(row: FlatJoined): JoinedRow {
  const { id, kind, type, name, topic, server_id, created_at, last_seq, last_rev, read_seq, unread, mentions } = row;
  const peer =
    row.peer_id === null
      ? null
      : {
          id: row.peer_id,
          username: row.peer_username,
          status: row.peer_status,
          status_text: row.peer_status_text,
          created_at: row.peer_created_at,
        };
  return {
    channel: { id, kind, type, name, topic, server_id, created_at },
    last_seq,
    last_rev,
    marker: { read_seq, unread, mentions },
    peer,
  };
}
