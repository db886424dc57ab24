// Channels as a member has them: counters, how far they have read and what is left, and for a DM the other user.
import type { ChannelId, UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Channel, ReadMarker, Status } from '../../common/model.ts';
import type { Bits } from '../../common/permissions.ts';
import { channelColumns, grantColumns, permissionsOf, type Grant } from './channels.ts';
import { isoTime, rows, type Database } from './database.ts';
import type { Person } from './members.ts';
import { nameTagColumns, statusColumns } from './name-tags.ts';
import { hereSql } from './presence.ts';

export interface JoinedRow {
  readonly channel: Channel;
  readonly last_seq: number;
  readonly last_rev: number;
  readonly marker: ReadMarker;
  readonly permissions: Bits;
  readonly peer: Person | null;
}

/** How far back unread messages are looked for: own ones in between cost time, and the count stops at 1,000 anyway. */
const unreadWindow = 5 * protocolLimits.unreadMaxCount;

const markerColumns = `m.read_seq::float8 as read_seq, c.last_rev::float8 as rev,
  (select count(*) from (select 1 from messages x
     where x.channel_id = c.id and x.seq > greatest(m.read_seq, c.last_seq - ${unreadWindow})
       and x.user_id <> m.user_id and x.deleted_at is null limit ${protocolLimits.unreadMaxCount}) as unread_rows)::float8 as unread,
  (select count(*) from (select 1 from mentions y
     where y.user_id = m.user_id and y.channel_id = c.id and y.seq > m.read_seq limit ${protocolLimits.unreadMaxCount}) as mention_rows)::float8 as mentions`;

const joinedText = (
  more: string,
  from: string,
  which: string,
) => `select ${channelColumns}, c.last_seq::float8 as last_seq, c.last_rev::float8 as last_rev, ${markerColumns}, ${grantColumns},
    p.id as peer_id, p.username as peer_username, p.display_name as peer_display_name, p.name_colour as peer_name_colour,
    p.badge as peer_badge, p.status as peer_status, p.status_text as peer_status_text,
    ${isoTime('p.created_at')} as peer_created_at, ${hereSql('p.id')} as peer_here${more}
  from ${from} join channels c on c.id = m.channel_id
  left join lateral (
    select ${nameTagColumns('u')}, ${statusColumns('u')}, u.created_at from users u join channel_members o on o.user_id = u.id and o.channel_id = c.id
    where c.dm_key is not null order by (u.id = m.user_id) limit 1
  ) p on true
  where ${which} and c.id is distinct from c.server_id`;
const joinedOfOne = joinedText('', 'channel_members m', 'm.user_id = $1');

const joinedAll = { name: 'joined_all', text: `${joinedOfOne} order by c.name, c.id` };
const joinedSome = { name: 'joined_some', text: `${joinedOfOne} and c.id = any($2::uuid[])` };
const joinedOfMany = {
  name: 'joined_of_many',
  text: joinedText(
    ', m.user_id as "user"',
    'unnest($1::uuid[], $2::uuid[]) as x (user_id, channel_id) join channel_members m on m.user_id = x.user_id and m.channel_id = x.channel_id',
    'true',
  ),
};
const markers = {
  name: 'markers',
  text: `select m.user_id as user, ${markerColumns} from channel_members m join channels c on c.id = m.channel_id
         where c.id = $1 and m.user_id = any($2::uuid[])`,
};

const moveMarker = {
  name: 'move_marker',
  text: `update channel_members m set read_seq = least($3::bigint, c.last_seq) from channels c
         where c.id = m.channel_id and m.user_id = $1 and m.channel_id = $2 and m.read_seq < least($3::bigint, c.last_seq) returning 1`,
};

interface FlatJoined extends Channel, ReadMarker, Grant {
  last_seq: number;
  last_rev: number;
  peer_id: UserId | null;
  peer_username: string;
  peer_display_name: string;
  peer_name_colour: string | null;
  peer_badge: string;
  peer_status: Status;
  peer_status_text: string;
  peer_created_at: string;
  peer_here: boolean;
}

export async function joinedChannels(db: Database, userId: UserId): Promise<JoinedRow[]> {
  return (await rows<FlatJoined>(db, joinedAll, [userId])).map(unflatten);
}

export async function joinedChannel(
  db: Database,
  userId: UserId,
  channelId: ChannelId,
): Promise<JoinedRow | undefined> {
  return (await joinedAmong(db, userId, [channelId]))[0];
}

/** Those of the channels that the user is in. */
export async function joinedAmong(db: Database, userId: UserId, channels: readonly ChannelId[]): Promise<JoinedRow[]> {
  return (await rows<FlatJoined>(db, joinedSome, [userId, channels])).map(unflatten);
}

/** Of so many users at once, each in a channel: those who are in it, by user. */
export async function joinedOf(
  db: Database,
  seats: readonly { readonly user: UserId; readonly channel: ChannelId }[],
): Promise<ReadonlyMap<UserId, JoinedRow[]>> {
  const values = [seats.map(({ user }) => user), seats.map(({ channel }) => channel)];
  const found = await rows<FlatJoined & { user: UserId }>(db, joinedOfMany, values);
  const byUser = new Map<UserId, JoinedRow[]>();
  for (const row of found) {
    const own = byUser.get(row.user);
    if (own === undefined) byUser.set(row.user, [unflatten(row)]);
    else own.push(unflatten(row));
  }
  return byUser;
}

export async function readMarker(db: Database, userId: UserId, channelId: ChannelId): Promise<ReadMarker | undefined> {
  const [found] = await readMarkers(db, channelId, [userId]);
  if (found === undefined) return undefined;
  const { user: _, ...marker } = found;
  return marker;
}

/** Of those of the users who are in the channel. */
export async function readMarkers(
  db: Database,
  channelId: ChannelId,
  users: readonly UserId[],
): Promise<(ReadMarker & { readonly user: UserId })[]> {
  return await rows<ReadMarker & { readonly user: UserId }>(db, markers, [channelId, users]);
}

/** Moves the marker forward, never back and never past the last message; answers whether it moved. */
export async function advanceMarker(db: Database, userId: UserId, channelId: ChannelId, seq: number): Promise<boolean> {
  return (await rows(db, moveMarker, [userId, channelId, seq])).length === 1;
}

function unflatten(row: FlatJoined): JoinedRow {
  const { id, kind, type, name, topic, server_id, category_id, position, slow_mode_s, archived, created_at } = row;
  const { last_seq, last_rev, read_seq, unread, mentions, rev } = row;
  const channel = { id, kind, type, name, topic, server_id, category_id, position, slow_mode_s, archived, created_at };
  const marker = { read_seq, unread, mentions, rev };
  return { channel, last_seq, last_rev, marker, permissions: permissionsOf(channel, row), peer: peerOf(row) };
}

function peerOf(row: FlatJoined): Person | null {
  if (row.peer_id === null) return null;
  return {
    id: row.peer_id,
    username: row.peer_username,
    display_name: row.peer_display_name,
    name_colour: row.peer_name_colour,
    badge: row.peer_badge,
    status: row.peer_status,
    status_text: row.peer_status_text,
    created_at: row.peer_created_at,
    here: row.peer_here && !row.blocked,
  };
}
