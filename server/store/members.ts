// Membership: who is in which channel.
import type { ChannelId, UserId } from '../../common/ids.ts';
import type { NameTag, Status } from '../../common/model.ts';
import { activeBan, type Ban } from './bans.ts';
import { blockedSql } from './blocks.ts';
import { isoTime, rows, type Database } from './database.ts';
import { nameTagColumns, statusColumns } from './name-tags.ts';
import { hereSql } from './presence.ts';
import { transaction } from './transaction.ts';

export interface Person extends NameTag {
  readonly status: Status;
  readonly status_text: string;
  readonly created_at: string;
  /** Whether they have a live socket, on any node, and there is no block between them and who looks. */
  readonly here: boolean;
}

const memberColumns = `${nameTagColumns('u')}, ${statusColumns('u')}, ${isoTime('u.created_at')} as created_at,
  ${isoTime('m.joined_at')} as joined_at`;

const membersBy = {
  name: 'members',
  text: `select ${memberColumns}, ${hereSql('u.id')} and not ${blockedSql('u.id', '$4')} as here
         from channel_members m join users u on u.id = m.user_id
         where m.channel_id = $1 and lower(u.username) > lower($2) order by lower(u.username) limit $3`,
};

const memberIn = {
  name: 'member_in',
  text: `select ${memberColumns}, ${hereSql('u.id')} as here, m.channel_id as channel from channel_members m join users u on u.id = m.user_id
         where m.user_id = $1 and m.channel_id = any($2::uuid[])`,
};

const channelIdsOfOne = { name: 'channel_ids_of', text: `select channel_id from channel_members where user_id = $1` };
const channelIdsOfMany = {
  name: 'channel_ids_of_many',
  text: `select user_id, channel_id from channel_members where user_id = any($1::uuid[])`,
};
const roomCountOf = {
  name: 'room_count_of',
  text: `select count(*)::float8 as rooms from channel_members m join channels c on c.id = m.channel_id where m.user_id = $1 and c.dm_key is null and c.server_id is null`,
};

/** A time-out that began before they left goes on. */
const addMember = `insert into channel_members (channel_id, user_id, read_seq, silent_until)
  select c.id, $2, c.last_seq, (select t.until from room_timeouts t where t.channel_id = c.id and t.user_id = $2)
  from channels c where c.id = $1 on conflict do nothing
  returning ${isoTime('joined_at')} as joined_at`;

const removeMember = {
  name: 'remove_member',
  text: `delete from channel_members where channel_id = $1 and user_id = $2 returning 1`,
};

export async function listMembers(
  db: Database,
  channelId: ChannelId,
  page: { after: string; limit: number; viewer: UserId },
): Promise<(Person & { joined_at: string })[]> {
  return await rows<Person & { joined_at: string }>(db, membersBy, [channelId, page.after, page.limit, page.viewer]);
}

/** A user as a member of each of the channels that they are in. */
export async function listPersons(
  db: Database,
  user: UserId,
  channels: readonly ChannelId[],
): Promise<(Person & { joined_at: string; channel: ChannelId })[]> {
  return await rows<Person & { joined_at: string; channel: ChannelId }>(db, memberIn, [user, channels]);
}

export async function channelIds(db: Database, userId: UserId): Promise<ChannelId[]> {
  return (await rows<{ channel_id: ChannelId }>(db, channelIdsOfOne, [userId])).map((row) => row.channel_id);
}

/** The channels of several users. */
export async function channelIdsOf(
  db: Database,
  users: readonly UserId[],
): Promise<ReadonlyMap<UserId, ReadonlySet<ChannelId>>> {
  const found = await rows<{ user_id: UserId; channel_id: ChannelId }>(db, channelIdsOfMany, [users]);
  const byUser = new Map<UserId, Set<ChannelId>>(users.map((user) => [user, new Set()]));
  for (const { user_id, channel_id } of found) byUser.get(user_id)?.add(channel_id);
  return byUser;
}

/** How many rooms a user is in; DMs do not count. */
export async function roomCount(db: Database, userId: UserId): Promise<number> {
  return (await rows<{ rooms: number }>(db, roomCountOf, [userId]))[0]?.rooms ?? 0;
}

/** Adds a member who has read everything so far; answers when they joined, undefined where they are in it already, or the ban that keeps them out. */
export async function joinRoom(db: Database, channel: ChannelId, user: UserId): Promise<string | Ban | undefined> {
  return await transaction(db, async (tx) => {
    // Who bans somebody holds the channel: the ban is seen here, or it finds the member.
    await tx.rows('select 1 from channels where id = $1 for share', [channel]);
    const ban = await activeBan(tx, { type: 'room', id: channel }, user);
    if (ban !== undefined) return ban;
    return (await tx.rows<{ joined_at: string }>(addMember, [channel, user]))[0]?.joined_at;
  });
}

export async function leaveRoom(db: Database, channelId: ChannelId, userId: UserId): Promise<boolean> {
  return (await rows(db, removeMember, [channelId, userId])).length === 1;
}
