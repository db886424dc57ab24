// Servers: made, looked up as their members see them, and changed under their lock, one change after the other.
import { ChannelId, newId, RoleId, ServerId, type UserId } from '../../common/ids.ts';
import { fromBits, initialBits, type Bits } from '../../common/permissions.ts';
import type { JoinedServer, Role, Server } from '../../common/places.ts';
import { renewAccess, type AccessChange, type AccessScope } from './access.ts';
import { isoTime, rows, type Database } from './database.ts';
import { transaction, type Transaction } from './transaction.ts';

export const roleColumns = `r.id, r.name, r.permissions::float8 as permissions, r.position, r.colour, r.is_hoisted as hoisted,
  r.is_mentionable as mentionable, r.is_default`;

interface RoleRow extends Omit<Role, 'permissions'> {
  readonly permissions: Bits;
}

interface ServerRow extends Omit<Server, 'roles'> {
  readonly roles: readonly RoleRow[];
  readonly rev: number;
}

const serverColumns = `s.id, s.name, s.icon, s.description, s.owner_id as owner, s.is_listed as listed, ${isoTime('s.created_at')} as created_at,
  root.last_rev::float8 as rev,
  (select coalesce(json_agg(x), '[]') from (select ${roleColumns} from roles r where r.server_id = s.id order by r.position desc, r.id) x) as roles,
  (select coalesce(json_agg(x), '[]') from (select g.id, g.name, g.position from categories g where g.server_id = s.id order by g.position, g.id) x) as categories`;

const byId = {
  name: 'server_by_id',
  text: `select ${serverColumns} from servers s join channels root on root.id = s.id where s.id = $1`,
};

const ownColumns = `m.nickname, ${isoTime('m.joined_at')} as joined_at, a.permissions::float8 as granted,
  case when m.timed_out_until > now() then ${isoTime('m.timed_out_until')} end as timed_out_until,
  array(select ur.role_id::text from user_roles ur join roles r on r.id = ur.role_id
    where ur.user_id = m.user_id and r.server_id = s.id order by r.position desc, r.id) as my_roles`;

const joinedBy = {
  name: 'servers_of',
  text: `select ${serverColumns}, ${ownColumns}
         from server_members m join servers s on s.id = m.server_id join channels root on root.id = s.id
         join channel_members a on a.channel_id = root.id and a.user_id = m.user_id
         where m.user_id = $1 and ($2::uuid is null or s.id = $2) order by lower(s.name), s.id`,
};

const ownParts = {
  name: 'own_parts',
  text: `select m.user_id as id, ${ownColumns} from server_members m join servers s on s.id = m.server_id
         join channel_members a on a.channel_id = s.id and a.user_id = m.user_id
         where m.server_id = $1 and m.user_id = any($2::uuid[])`,
};

interface OwnPart {
  readonly nickname: string;
  readonly joined_at: string;
  readonly granted: Bits;
  readonly timed_out_until: string | null;
  readonly my_roles: RoleId[];
}

interface JoinedServerRow extends ServerRow, OwnPart {}

/** `rev` is the number of its latest change. */
export async function findServer(db: Database, id: ServerId): Promise<{ server: Server; rev: number } | undefined> {
  const row = (await rows<ServerRow>(db, byId, [id]))[0];
  return row === undefined ? undefined : { server: toServer(row), rev: row.rev };
}

/** The servers that somebody is in, by name. */
export async function joinedServers(db: Database, user: UserId): Promise<JoinedServer[]> {
  return (await rows<JoinedServerRow>(db, joinedBy, [user, null])).map(toJoinedServer);
}

export async function joinedServer(db: Database, user: UserId, id: ServerId): Promise<JoinedServer | undefined> {
  return (await rows<JoinedServerRow>(db, joinedBy, [user, id])).map(toJoinedServer)[0];
}

/** The server as each of several members has it. */
export async function joinedServerOf(
  db: Database,
  id: ServerId,
  users: readonly UserId[],
): Promise<ReadonlyMap<UserId, JoinedServer>> {
  const found = users.length === 0 ? undefined : await findServer(db, id);
  if (found === undefined) return new Map();
  const parts = await rows<OwnPart & { id: UserId }>(db, ownParts, [id, users]);
  return new Map(parts.map((part) => [part.id, joinedAs(found.server, found.rev, part)]));
}

const idsByName = {
  name: 'servers_by_name',
  text: `select s.id from server_members m join servers s on s.id = m.server_id
         where m.user_id = $1 and lower(s.name) = lower($2) order by s.id`,
};

/** Those that somebody is in and that are called so, without regard to case. */
export async function serversNamed(db: Database, user: UserId, name: string): Promise<ServerId[]> {
  return (await rows<{ id: ServerId }>(db, idsByName, [user, name])).map(({ id }) => id);
}

function toServer(row: ServerRow): Server {
  const { id, name, icon, description, owner, listed, created_at, categories } = row;
  const roles = row.roles.map((role) => ({ ...role, permissions: fromBits(role.permissions) }));
  return { id, name, icon, description, owner, listed, created_at, roles, categories };
}

function toJoinedServer(row: JoinedServerRow): JoinedServer {
  return joinedAs(toServer(row), row.rev, row);
}

function joinedAs(server: Server, rev: number, part: OwnPart): JoinedServer {
  const { nickname, joined_at, timed_out_until, my_roles: roles } = part;
  return { ...server, rev, permissions: fromBits(part.granted), me: { nickname, roles, joined_at, timed_out_until } };
}

export interface NewServer {
  readonly name: string;
  readonly ownerId: UserId;
  /** The text channel that it begins with. */
  readonly channel: string;
  /** How many servers one user may own. */
  readonly most: number;
  /** How many servers one user may be in. */
  readonly mostJoined: number;
}

/** Makes a server with its default role and a first channel, and its owner in it. */
export async function createServer(
  db: Database,
  { name, ownerId, channel, most, mostJoined }: NewServer,
): Promise<{ id: ServerId; access: readonly AccessChange[] } | 'owns_most' | 'in_too_many'> {
  const id = newId(ServerId);
  return await transaction(db, async (tx) => {
    // Two at once would both find room for one.
    await tx.rows('select 1 from users where id = $1 for no key update', [ownerId]);
    const [held] = await tx.rows<{ owned: number; joined: number }>(
      `select (select count(*) from servers where owner_id = $1)::float8 as owned,
         (select count(*) from server_members where user_id = $1)::float8 as joined`,
      [ownerId],
    );
    if ((held?.owned ?? 0) >= most) return 'owns_most';
    if ((held?.joined ?? 0) >= mostJoined) return 'in_too_many';
    await tx.rows('insert into servers (id, name, owner_id) values ($1, $2, $3)', [id, name, ownerId]);
    await tx.rows(
      `insert into roles (id, name, permissions, server_id, is_default) values ($1, 'everyone', $2, $3, true)`,
      [newId(RoleId), initialBits, id],
    );
    await tx.rows(`insert into channels (id, server_id, type) values ($1, $1, 'server')`, [id]);
    await tx.rows('insert into channels (id, server_id, name) values ($1, $2, $3)', [newId(ChannelId), id, channel]);
    await tx.rows('insert into server_members (server_id, user_id) values ($1, $2)', [id, ownerId]);
    return { id, access: await renewAccess(tx, id) };
  });
}

/** What a change of a server came to. */
export interface ServerChange<T> {
  readonly result: T;
  /** The number of the change in the server's order. */
  readonly rev: number;
  /** Who may do more or less than before. */
  readonly access: readonly AccessChange[];
}

/** What a change did, and whose permissions it may have changed; `undone`: it came to nothing, and why. */
export type ServerWork<T, R> = { readonly result: T; readonly access: AccessScope } | { readonly undone: R };

/** Under which a change is made. */
export interface Conditions<J> {
  /** Asked under the lock, before anything is done: why it is not done. What was so when it was asked for may be over. */
  readonly judge?: ((tx: Transaction) => Promise<J | undefined>) | undefined;
  /** Asked about what has come of it, before anything is committed: why all of it is undone. */
  readonly judgeOutcome?: (tx: Transaction) => Promise<J | undefined>;
  /** How long it waits for what others hold; else as long as it takes. */
  readonly patienceMs?: number;
}

/**
 * Changes a server: one change after the other, each with a number, and afterwards everybody's permissions are what the
 * roles and overrides say. Undefined where the server is gone. What is undone leaves nothing behind.
 */
export async function changeServer<T, R, J = never>(
  db: Database,
  id: ServerId,
  work: (tx: Transaction) => Promise<ServerWork<T, R>>,
  { judge, judgeOutcome, patienceMs }: Conditions<J> = {},
): Promise<ServerChange<T> | { readonly undone: R | J } | undefined> {
  return await transaction(db, async (tx) => {
    await waitAtMost(tx, patienceMs);
    const [locked] = await tx.rows('select 1 from servers where id = $1 for no key update', [id]);
    if (locked === undefined) return undefined;
    const no = await judge?.(tx);
    if (no !== undefined) return { undone: no };
    await tx.rows('savepoint unchanged');
    const undo = async <U>(undone: U): Promise<{ readonly undone: U }> => {
      await tx.rows('rollback to savepoint unchanged');
      return { undone };
    };
    const done = await work(tx);
    if ('undone' in done) return await undo(done.undone);
    const access = await renewAccess(tx, id, done.access);
    const wrong = await judgeOutcome?.(tx);
    if (wrong !== undefined) return await undo(wrong);
    const [next] = await tx.rows<{ rev: number }>(
      'update channels set last_rev = last_rev + 1 where id = $1 returning last_rev::float8 as rev',
      [id],
    );
    return { result: done.result, rev: next?.rev ?? 0, access };
  });
}

export async function waitAtMost(tx: Transaction, ms: number | undefined): Promise<void> {
  if (ms !== undefined) await tx.rows(`set local lock_timeout = ${ms}`);
}
