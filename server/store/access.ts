// Who is in which channel of a server, and with which permissions: worked out of roles and overrides whenever one of them
// changes, and kept in `channel_members`, so that a message, a page or an event asks one row. There is a row for exactly those who may view.
import type { ChannelId } from '../../common/ids.ts';
import { rootOf, type ServerId, type UserId } from '../../common/ids.ts';
import { has, type Bits } from '../../common/permissions.ts';
import {
  channelPermissions,
  grantedInChannel,
  serverPermissions,
  type Holder,
  type Override,
  type RoleGrant,
} from '../domain/effective.ts';
import type { Transaction } from './transaction.ts';

/** Null: not in it. */
export interface AccessChange {
  readonly user: UserId;
  readonly channel: ChannelId;
  readonly before: Bits | null;
  readonly after: Bits | null;
}

/** Whose permissions, and in which channels, may have changed; what is not named: all. */
export interface AccessScope {
  readonly users?: readonly UserId[];
  readonly channels?: readonly ChannelId[];
}

/** Brings the rows to what roles and overrides say now; answers what changed. The server's row is locked. */
export async function renewAccess(
  tx: Transaction,
  server: ServerId,
  scope: AccessScope = {},
): Promise<readonly AccessChange[]> {
  const values = [server, scope.users ?? null, scope.channels ?? null];
  const rules = await loadRules(tx, server, values);
  const held = await tx.rows<AccessRow>(
    `select m.user_id, m.channel_id, m.permissions::float8 as permissions from channel_members m join channels c on c.id = m.channel_id
     where c.server_id = $1 and ($2::uuid[] is null or m.user_id = any($2)) and ($3::uuid[] is null or c.id = any($3))`,
    values,
  );
  const changes = compare(held, due(rules, rootOf(server)));
  await write(tx, changes);
  return changes;
}

/** What is granted to each member in each channel and in the root, by `user channel`, before what the lack of something implies. */
export async function findGrants(
  tx: Transaction,
  server: ServerId,
  scope: AccessScope,
): Promise<ReadonlyMap<string, { readonly channel: ChannelId; readonly bits: Bits }>> {
  const { holders, channels, overrides } = await loadRules(tx, server, [
    server,
    scope.users ?? null,
    scope.channels ?? null,
  ]);
  const root = rootOf(server);
  const grants = new Map<string, { channel: ChannelId; bits: Bits }>();
  for (const { id: channel } of channels) {
    for (const holder of holders) {
      const isRoot = channel === root;
      const bits = isRoot ? serverPermissions(holder) : grantedInChannel(holder, overrides.get(channel) ?? none);
      grants.set(`${holder.id} ${channel}`, { channel, bits });
    }
  }
  return grants;
}

interface AccessRow {
  readonly user_id: UserId;
  readonly channel_id: ChannelId;
  readonly permissions: Bits;
}

interface Rules {
  readonly holders: readonly Holder[];
  readonly channels: readonly { readonly id: ChannelId }[];
  readonly overrides: ReadonlyMap<ChannelId, ChannelOverrides>;
}

interface ChannelOverrides {
  readonly ofRoles: Map<string, Override>;
  readonly ofUsers: Map<UserId, Override>;
}

async function loadRules(tx: Transaction, server: ServerId, values: readonly unknown[]): Promise<Rules> {
  const roles = await tx.rows<RoleGrant & { is_default: boolean }>(
    'select id, permissions::float8 as permissions, is_default from roles where server_id = $1',
    [server],
  );
  const members = await tx.rows<{ id: UserId; is_owner: boolean; roles: string[] }>(
    `select m.user_id as id, s.owner_id = m.user_id as is_owner, array(select ur.role_id::text from user_roles ur
       join roles r on r.id = ur.role_id where ur.user_id = m.user_id and r.server_id = m.server_id) as roles
     from server_members m join servers s on s.id = m.server_id
     where m.server_id = $1 and ($2::uuid[] is null or m.user_id = any($2))`,
    values.slice(0, 2),
  );
  const channels = await tx.rows<{ id: ChannelId }>(
    'select id from channels where server_id = $1 and ($2::uuid[] is null or id = any($2))',
    [values[0], values[2]],
  );
  const overrides = await tx.rows<OverrideRow>(
    `select o.channel_id, o.role_id, o.user_id, o.allow::float8 as allow, o.deny::float8 as deny
     from overrides o join channels c on c.id = o.channel_id where c.server_id = $1`,
    [server],
  );
  const byId = new Map(roles.map((role) => [role.id, role]));
  const defaultRole = roles.find((role) => role.is_default) ?? { id: '', permissions: 0 };
  const holders = members.map(({ id, is_owner: isOwner, roles: held }) => {
    return { id, isOwner, defaultRole, roles: held.flatMap((role) => byId.get(role) ?? []) };
  });
  return { holders, channels, overrides: byChannel(overrides) };
}

interface OverrideRow extends Override {
  readonly channel_id: ChannelId;
  readonly role_id: string | null;
  readonly user_id: UserId | null;
}

function byChannel(overrides: readonly OverrideRow[]): Map<ChannelId, ChannelOverrides> {
  const channels = new Map<ChannelId, ChannelOverrides>();
  for (const { channel_id, role_id, user_id, allow, deny } of overrides) {
    const one = channels.get(channel_id) ?? { ofRoles: new Map(), ofUsers: new Map() };
    if (role_id !== null) one.ofRoles.set(role_id, { allow, deny });
    if (user_id !== null) one.ofUsers.set(user_id, { allow, deny });
    channels.set(channel_id, one);
  }
  return channels;
}

const none: ChannelOverrides = { ofRoles: new Map(), ofUsers: new Map() };

/** The rows that there should be. Every member is in the root, whatever they may do. */
function due({ holders, channels, overrides }: Rules, root: ChannelId): AccessRow[] {
  return channels.flatMap(({ id: channel_id }) =>
    holders.flatMap((holder) => {
      const row = { user_id: holder.id, channel_id };
      if (channel_id === root) return { ...row, permissions: serverPermissions(holder) };
      const permissions = channelPermissions(holder, overrides.get(channel_id) ?? none);
      return has(permissions, 'view') ? { ...row, permissions } : [];
    }),
  );
}

function compare(held: readonly AccessRow[], wanted: readonly AccessRow[]): AccessChange[] {
  const key = (row: AccessRow) => `${row.user_id} ${row.channel_id}`;
  const before = new Map(held.map((row) => [key(row), row]));
  const changes: AccessChange[] = [];
  for (const row of wanted) {
    const old = before.get(key(row));
    before.delete(key(row));
    if (old?.permissions !== row.permissions) changes.push(changeOf(row, old?.permissions ?? null, row.permissions));
  }
  for (const row of before.values()) changes.push(changeOf(row, row.permissions, null));
  return changes;
}

function changeOf(
  { user_id: user, channel_id: channel }: AccessRow,
  before: Bits | null,
  after: Bits | null,
): AccessChange {
  return { user, channel, before, after };
}

/** Who comes into a channel has read what is there already. */
async function write(tx: Transaction, changes: readonly AccessChange[]): Promise<void> {
  const gone = changes.filter(({ after }) => after === null);
  const kept = changes.filter(({ after }) => after !== null);
  if (gone.length > 0)
    await tx.rows(
      `delete from channel_members m using unnest($1::uuid[], $2::uuid[]) as x (user_id, channel_id)
       where m.user_id = x.user_id and m.channel_id = x.channel_id`,
      [gone.map(({ user }) => user), gone.map(({ channel }) => channel)],
    );
  if (kept.length > 0)
    await tx.rows(
      `insert into channel_members (channel_id, user_id, read_seq, permissions, silent_until)
       select c.id, x.user_id, c.last_seq, x.permissions,
         (select t.timed_out_until from server_members t where t.server_id = c.server_id and t.user_id = x.user_id)
       from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as x (user_id, channel_id, permissions)
       join channels c on c.id = x.channel_id
       on conflict (channel_id, user_id) do update set permissions = excluded.permissions`,
      [kept.map(({ user }) => user), kept.map(({ channel }) => channel), kept.map(({ after }) => after)],
    );
}
