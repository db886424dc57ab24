// A channel as loaded for a decision: with its owner, the membership in it of the one who asks, and what they may do there.
import type { ChannelId, UserId } from '../../common/ids.ts';
import type { Channel } from '../../common/model.ts';
import type { Bits } from '../../common/permissions.ts';
import { banHolds } from './bans.ts';
import { dmPermissions, permissionsNow, roomPermissions } from '../domain/effective.ts';
import { isoTime, rows, type Database, type Source } from './database.ts';

/** `member` is null for who is not in the channel. */
export interface Membership {
  readonly channel: Channel & { readonly owner_id: UserId | null };
  readonly member: { readonly permissions: Bits } | null;
  /** Whether they are kept out of it, where it is a room. */
  readonly isBanned: boolean;
}

/** SQL for the columns of a Channel, from `channels c`. */
export const channelColumns = `c.id, case when c.server_id is not null then 'server' when c.dm_key is not null then 'dm' else 'room' end as kind,
  c.type, c.name, c.topic, c.server_id, c.category_id, c.position, c.slow_mode_s, c.archived_at is not null as archived,
  ${isoTime('c.created_at')} as created_at`;

/** SQL for what a member's permissions are worked out of, from `channels c` and their row in `channel_members m`. */
export const grantColumns = `m.permissions::float8 as granted,
  case when c.server_id is not null then exists (select 1 from server_members t
      where t.server_id = c.server_id and t.user_id = m.user_id and t.timed_out_until > now())
    when c.dm_key is null then exists (select 1 from room_timeouts t
      where t.channel_id = c.id and t.user_id = m.user_id and t.until > now())
    else false end as timed_out,
  c.server_id is null and c.dm_key is null and (c.owner_id = m.user_id or exists (select 1 from user_roles ur
    join roles r on r.id = ur.role_id and r.server_id is null where ur.user_id = m.user_id)) as moderates,
  c.dm_key is not null and exists (select 1 from friends f, channel_members o
    where o.channel_id = c.id and o.user_id <> m.user_id and f.status = 'blocked'
    and ((f.user_id_1 = m.user_id and f.user_id_2 = o.user_id) or (f.user_id_1 = o.user_id and f.user_id_2 = m.user_id))) as blocked`;

export interface Grant {
  /** What the roles and overrides of a server give, worked out when one of them changed. */
  readonly granted: Bits | null;
  readonly timed_out: boolean;
  readonly moderates: boolean;
  readonly blocked: boolean;
}

/** What a member may do in the channel now. */
export function permissionsOf(channel: Pick<Channel, 'kind' | 'archived'>, grant: Grant): Bits {
  const { archived } = channel;
  return permissionsNow(standing(channel, grant), { archived, timedOut: grant.timed_out });
}

function standing({ kind }: Pick<Channel, 'kind'>, { granted, moderates, blocked }: Grant): Bits {
  switch (kind) {
    case 'server':
      return granted ?? 0;
    case 'room':
      return roomPermissions(moderates);
    case 'dm':
      return dmPermissions(blocked);
  }
}

const membership = {
  name: 'membership',
  text: `select ${channelColumns}, c.owner_id, m.user_id is not null as inside, ${grantColumns},
           m.user_id is null and exists (select 1 from bans b where b.channel_id = c.id and b.user_id = $2 and ${banHolds}) as banned
         from channels c left join channel_members m on m.channel_id = c.id and m.user_id = $2 where c.id = $1 and c.id is distinct from c.server_id`,
};

export async function findMembership(
  db: Source,
  channelId: ChannelId,
  userId: UserId,
): Promise<Membership | undefined> {
  const row = (
    await rows<Membership['channel'] & Grant & { inside: boolean; banned: boolean }>(db, membership, [
      channelId,
      userId,
    ])
  )[0];
  if (row === undefined) return undefined;
  const { inside, banned: isBanned, granted, timed_out, moderates, blocked, ...channel } = row;
  const grant = { granted, timed_out, moderates, blocked };
  return { channel, member: inside ? { permissions: permissionsOf(channel, grant) } : null, isBanned };
}

const serverChannelsBy = {
  name: 'server_channels_by_name',
  text: `select c.id from channel_members m join channels c on c.id = m.channel_id join servers s on s.id = c.server_id
         where m.user_id = $1 and c.name = $3 and c.id <> s.id and (lower(s.name) = lower($2) or s.id::text = lower($2)) order by c.id`,
};

/** The channels of that name in servers of that name (without regard to case), or of that id, that somebody is in. */
export async function findServerChannels(
  db: Database,
  user: UserId,
  { server, name }: { readonly server: string; readonly name: string },
): Promise<ChannelId[]> {
  return (await rows<{ id: ChannelId }>(db, serverChannelsBy, [user, server, name])).map(({ id }) => id);
}
