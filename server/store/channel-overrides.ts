// What channels of servers change for roles and members.
import type { ChannelId, RoleId, ServerId, UserId } from '../../common/ids.ts';
import { fromBits, type Bits } from '../../common/permissions.ts';
import type { Override as ShownOverride } from '../../common/roles.ts';
import type { Override } from '../domain/effective.ts';
import type { Transaction } from './transaction.ts';

/** A role or a member. */
export type OverrideOf =
  | { readonly role: RoleId; readonly user?: never }
  | { readonly user: UserId; readonly role?: never };

/** A channel of a server, not its root; with what `user` may do there, null where they cannot see it. */
export async function findChannelOfServer(
  tx: Transaction,
  channel: ChannelId,
  user: UserId,
): Promise<{ server: ServerId; name: string; permissions: Bits | null; archived: boolean } | undefined> {
  const text = `select c.server_id as server, c.name, m.permissions::float8 as permissions, c.archived_at is not null as archived
    from channels c left join channel_members m on m.channel_id = c.id and m.user_id = $2
    where c.id = $1 and c.server_id is not null and c.id <> c.server_id`;
  return (
    await tx.rows<{ server: ServerId; name: string; permissions: Bits | null; archived: boolean }>(text, [
      channel,
      user,
    ])
  )[0];
}

/** What somebody may do in each channel of a server that they can see, its root included. */
export async function permissionsByChannel(
  tx: Transaction,
  server: ServerId,
  user: UserId,
): Promise<ReadonlyMap<ChannelId, Bits>> {
  const found = await tx.rows<{ channel: ChannelId; permissions: Bits }>(
    `select m.channel_id as channel, m.permissions::float8 as permissions from channel_members m
     join channels c on c.id = m.channel_id where c.server_id = $1 and m.user_id = $2`,
    [server, user],
  );
  return new Map(found.map(({ channel, permissions }) => [channel, permissions]));
}

const none: Override = { allow: 0, deny: 0 };

/** Neither allowing nor denying anything where there is none. */
export async function findOverride(tx: Transaction, channel: ChannelId, of: OverrideOf): Promise<Override> {
  const [found] = await tx.rows<Override>(
    `select allow::float8 as allow, deny::float8 as deny from overrides
     where channel_id = $1 and role_id is not distinct from $2 and user_id is not distinct from $3`,
    [channel, of.role ?? null, of.user ?? null],
  );
  return found ?? none;
}

/** An override that changes nothing is none. */
export async function setOverride(
  tx: Transaction,
  channel: ChannelId,
  { of, allow, deny }: Override & { readonly of: OverrideOf },
): Promise<void> {
  const one = [channel, of.role ?? null, of.user ?? null];
  await tx.rows(
    'delete from overrides where channel_id = $1 and role_id is not distinct from $2 and user_id is not distinct from $3',
    one,
  );
  if ((allow | deny) === 0) return;
  await tx.rows('insert into overrides (channel_id, role_id, user_id, allow, deny) values ($1, $2, $3, $4, $5)', [
    ...one,
    allow,
    deny,
  ]);
}

export async function countOverrides(tx: Transaction, channel: ChannelId): Promise<number> {
  const text = 'select count(*)::float8 as n from overrides where channel_id = $1';
  return (await tx.rows<{ n: number }>(text, [channel]))[0]?.n ?? 0;
}

interface OverrideRow extends Override {
  readonly role: RoleId | null;
  readonly user_id: UserId | null;
  readonly username: string | null;
}

/** Those of roles from the top of the hierarchy, then those of members by name. */
export async function listOverrides(tx: Transaction, channel: ChannelId): Promise<ShownOverride[]> {
  const found = await tx.rows<OverrideRow>(
    `select o.role_id as role, o.user_id, u.username, o.allow::float8 as allow, o.deny::float8 as deny
     from overrides o left join roles r on r.id = o.role_id left join users u on u.id = o.user_id
     where o.channel_id = $1 order by r.position desc nulls last, lower(u.username)`,
    [channel],
  );
  return found.map(({ role, user_id: id, username, allow, deny }) => {
    const user = id === null || username === null ? null : { id, username };
    return { role, user, allow: fromBits(allow), deny: fromBits(deny) };
  });
}
