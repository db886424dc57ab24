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
import { nextTurn, slices } from '../domain/slices.ts';
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

/** Members whose rows in all channels together are at most so many are looked at in one go, between which others have theirs. */
const rowsAtOnce = 4000;

/** Brings the rows to what roles and overrides say now; answers what changed. The server's row is locked. */
export async function renewAccess(
  tx: Transaction,
  server: ServerId,
  scope: AccessScope = {},
): Promise<readonly AccessChange[]> {
  const changes: AccessChange[] = [];
  for await (const { users, rules } of partsOf(tx, server, scope)) {
    const held = await tx.rows<AccessRow>(
      `select m.user_id, m.channel_id, m.permissions::float8 as permissions from channel_members m join channels c on c.id = m.channel_id
       where c.server_id = $1 and m.user_id = any($2) and ($3::uuid[] is null or c.id = any($3))`,
      [server, users, scope.channels ?? null],
    );
    const some = compare(held, due(rules, rootOf(server)));
    await write(tx, some);
    for (const change of some) changes.push(change);
  }
  return changes;
}

/** What is granted in each channel and in the root, before what the lack of something implies: of each member, channel by channel. */
export interface Grants {
  readonly channels: readonly ChannelId[];
  readonly bits: ReadonlyMap<UserId, readonly Bits[]>;
}

export async function findGrants(tx: Transaction, server: ServerId, scope: AccessScope = {}): Promise<Grants> {
  const root = rootOf(server);
  const bits = new Map<UserId, readonly Bits[]>();
  let ids: readonly ChannelId[] = [];
  for await (const { rules } of partsOf(tx, server, scope)) {
    const { holders, channels, overrides } = rules;
    ids = channels;
    for (const holder of holders)
      bits.set(
        holder.id,
        channels.map((channel) =>
          channel === root ? serverPermissions(holder) : grantedInChannel(holder, overrides.get(channel) ?? none),
        ),
      );
  }
  return { channels: ids, bits };
}

interface Part {
  /** Those who may have rows: members, and who was one. */
  readonly users: readonly UserId[];
  readonly rules: Rules;
}

/** The server's rules for some of its members after the other. */
async function* partsOf(
  tx: Transaction,
  server: ServerId,
  { users, channels: only }: AccessScope,
): AsyncGenerator<Part> {
  if (users?.length === 0 || only?.length === 0) return;
  const ruled = await loadRules(tx, server, only);
  const everybody = users ?? (await usersOf(tx, server));
  const atOnce = Math.max(1, Math.floor(rowsAtOnce / Math.max(1, ruled.channels.length)));
  for (const some of slices(everybody, atOnce)) {
    yield { users: some, rules: { ...ruled, holders: await loadHolders(tx, server, some, ruled) } };
    await nextTurn();
  }
}

/** Members, and who still has a row of when they were one. */
async function usersOf(tx: Transaction, server: ServerId): Promise<UserId[]> {
  const found = await tx.rows<{ id: UserId }>(
    `select user_id as id from server_members where server_id = $1
     union select m.user_id from channel_members m join channels c on c.id = m.channel_id where c.server_id = $1`,
    [server],
  );
  return found.map(({ id }) => id);
}

interface AccessRow {
  readonly user_id: UserId;
  readonly channel_id: ChannelId;
  readonly permissions: Bits;
}

interface Ruled {
  readonly channels: readonly ChannelId[];
  readonly overrides: ReadonlyMap<ChannelId, ChannelOverrides>;
  readonly defaultRole: RoleGrant;
  readonly roles: ReadonlyMap<string, RoleGrant>;
}

interface Rules extends Ruled {
  readonly holders: readonly Holder[];
}

interface ChannelOverrides {
  readonly ofRoles: Map<string, Override>;
  readonly ofUsers: Map<UserId, Override>;
}

/** What holds for all members in the channels that are named, or in all. */
async function loadRules(tx: Transaction, server: ServerId, only: readonly ChannelId[] | undefined): Promise<Ruled> {
  const values = [server, only ?? null];
  const roles = await tx.rows<RoleGrant & { is_default: boolean }>(
    'select id, permissions::float8 as permissions, is_default from roles where server_id = $1',
    [server],
  );
  const channels = await tx.rows<{ id: ChannelId }>(
    'select id from channels where server_id = $1 and ($2::uuid[] is null or id = any($2))',
    values,
  );
  const overrides = await tx.rows<OverrideRow>(
    `select o.channel_id, o.role_id, o.user_id, o.allow::float8 as allow, o.deny::float8 as deny from overrides o
     join channels c on c.id = o.channel_id where c.server_id = $1 and ($2::uuid[] is null or c.id = any($2))`,
    values,
  );
  return {
    channels: channels.map(({ id }) => id),
    overrides: byChannel(overrides),
    defaultRole: roles.find((role) => role.is_default) ?? { id: '', permissions: 0 },
    roles: new Map(roles.map((role) => [role.id, role])),
  };
}

async function loadHolders(
  tx: Transaction,
  server: ServerId,
  users: readonly UserId[],
  { defaultRole, roles }: Ruled,
): Promise<Holder[]> {
  const members = await tx.rows<{ id: UserId; is_owner: boolean; roles: string[] }>(
    `select m.user_id as id, s.owner_id = m.user_id as is_owner, array(select ur.role_id::text from user_roles ur
       join roles r on r.id = ur.role_id where ur.user_id = m.user_id and r.server_id = m.server_id) as roles
     from server_members m join servers s on s.id = m.server_id where m.server_id = $1 and m.user_id = any($2)`,
    [server, users],
  );
  return members.map(({ id, is_owner: isOwner, roles: held }) => {
    return { id, isOwner, defaultRole, roles: held.flatMap((role) => roles.get(role) ?? []) };
  });
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
  return channels.flatMap((channel_id) =>
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
