// The users of a host as those see them who run it, and what those change of them.
import type { AdminUser } from '../../common/administration.ts';
import type { UserId } from '../../common/ids.ts';
import type { PlatformRole } from '../../common/model.ts';
import { outranks } from '../domain/platform.ts';
import { recordAudit, type AuditEntry } from './audit.ts';
import { isoTime, rows, type Database } from './database.ts';
import { hereSql } from './presence.ts';
import { lockRanks, platformRoleColumn, ranksOf } from './ranks.ts';
import { transaction, type Transaction } from './transaction.ts';

const columns = `u.id, u.username, u.email, ${platformRoleColumn} as platform_role, ${isoTime('u.created_at')} as created_at,
  (select ${isoTime('max(t.last_used_at)')} from tokens t where t.user_id = u.id) as last_active_at, ${hereSql('u.id')} as here,
  coalesce(u.suspended_until > now(), false) as is_suspended, u.suspended_reason as reason,
  case when isfinite(u.suspended_until) then ${isoTime('u.suspended_until')} end as until, ${isoTime('u.pass_until')} as pass_until,
  (select count(*)::float8 from tokens t where t.user_id = u.id and (t.expires_at is null or t.expires_at > now())) as logins`;

interface AdminRow extends Omit<AdminUser, 'suspension'> {
  readonly is_suspended: boolean;
  readonly reason: string;
  readonly until: string | null;
}

function toAdminUser({ is_suspended, reason, until, ...user }: AdminRow): AdminUser {
  return { ...user, suspension: is_suspended ? { until, reason } : null };
}

const byName = {
  name: 'admin_user_by_name',
  text: `select ${columns} from users u where lower(u.username) = lower($1)`,
};
const byId = { name: 'admin_user_by_id', text: `select ${columns} from users u where u.id = $1` };

export async function findAdminUser(db: Database, username: string): Promise<AdminUser | undefined> {
  return (await rows<AdminRow>(db, byName, [username])).map(toAdminUser)[0];
}

export async function adminUser(db: Database, id: UserId): Promise<AdminUser | undefined> {
  return (await rows<AdminRow>(db, byId, [id])).map(toAdminUser)[0];
}

export interface Search {
  /** What a name, or an address, begins with; in any case. */
  readonly query: string;
  readonly in: 'names' | 'names and addresses';
  readonly role: PlatformRole | undefined;
  readonly suspended: boolean | undefined;
  readonly after: string;
  readonly limit: number;
}

const ranked = 'select ur.user_id from user_roles ur join roles r on r.id = ur.role_id and r.server_id is null';

/** SQL for the users whose `column` begins with the text `$3`: in the order of bytes, which its index has, so that only they are read. */
const beginning = (column: string) =>
  `select f.id from users f where lower(f.${column}) ~>=~ $3 and lower(f.${column}) ~<~ ($3 || chr(1114111))`;

/** A page of users by name, in the order of bytes. Each kind of search is a statement of its own, so that each gets the index that it needs. */
export async function listUsers(db: Database, search: Search): Promise<AdminUser[]> {
  const { query, role, suspended } = search;
  const wanted = ['lower(u.username) ~>~ lower($1)'];
  let found = '';
  if (query !== '' && search.in === 'names')
    wanted.push('lower(u.username) ~>=~ $3', 'lower(u.username) ~<~ ($3 || chr(1114111))');
  else if (query !== '') {
    found = `with found as materialized (${beginning('username')} union ${beginning('email')}) `;
    wanted.push('u.id in (select id from found)');
  } else wanted.push(`$3 = ''`);
  wanted.push(
    role === 'member' ? `u.id not in (${ranked}) and $4 <> ''` : `($4 = '' or u.id in (${ranked} and r.name = $4))`,
  );
  if (suspended === true) wanted.push('u.suspended_until is not null and u.suspended_until > now()');
  if (suspended === false) wanted.push('coalesce(u.suspended_until <= now(), true)');
  const text = `${found}select ${columns} from users u where ${wanted.join(' and ')} order by lower(u.username) using ~<~ limit $2`;
  const values = [search.after, search.limit, query.toLowerCase(), role ?? ''];
  return (await rows<AdminRow>(db, { name: searchName(search), text }, values)).map(toAdminUser);
}

/** Names the plan of a kind of search. */
function searchName({ query, in: where, role, suspended }: Search): string {
  const kinds = [query === '' ? 'all' : where === 'names' ? 'names' : 'addresses'];
  if (role !== undefined) kinds.push(role === 'member' ? 'members' : 'ranked');
  if (suspended !== undefined) kinds.push(suspended ? 'suspended' : 'free');
  return `admin_users_${kinds.join('_')}`;
}

/** Who acts on whom, as both stood when it was permitted. */
export interface Permitted {
  readonly actor: { readonly id: UserId; readonly username: string };
  readonly me: PlatformRole;
  readonly subject: { readonly id: UserId; readonly username: string; readonly platform_role: PlatformRole };
}

/** What is done to somebody, and what the log says of it; `changed`: one of the two has another rank by now, or who acts is suspended. */
export async function changeUser<T>(
  db: Database,
  { actor, me, subject }: Permitted,
  work: (tx: Transaction, log: (entry: Deed) => Promise<void>) => Promise<T>,
): Promise<T | 'changed'> {
  return await transaction(db, async (tx) => {
    await lockRanks(tx);
    const found = await ranksOf(tx, [actor.id, subject.id]);
    const [mine, theirs] = [found.get(actor.id), found.get(subject.id)];
    if (mine?.role !== me || mine.isSuspended || theirs?.role !== subject.platform_role) return 'changed';
    const target = { type: 'user', id: subject.id, name: subject.username };
    return await work(tx, (deed) => recordAudit(tx, { server: null, actor, target, ...deed }));
  });
}

type Deed = Pick<AuditEntry, 'action' | 'reason' | 'before' | 'after'>;

interface SuspensionRow {
  readonly until: string | null;
  readonly reason: string;
  readonly suspended: boolean;
}

const suspensionOf = `select coalesce(suspended_until > now(), false) as suspended, suspended_reason as reason,
  case when isfinite(suspended_until) then ${isoTime('suspended_until')} end as until from users where id = $1`;

/** `past`: that time is over already. */
export async function suspendUser(
  db: Database,
  permitted: Permitted,
  { until, reason }: { readonly until: string | null; readonly reason: string },
): Promise<'done' | 'changed' | 'past'> {
  return await changeUser(db, permitted, async (tx, log) => {
    const [before] = await tx.rows<SuspensionRow>(suspensionOf, [permitted.subject.id]);
    const [set] = await tx.rows(
      `update users set suspended_until = coalesce($2::timestamptz, 'infinity'), suspended_reason = $3
       where id = $1 and coalesce($2::timestamptz, 'infinity') > now() returning 1`,
      [permitted.subject.id, until, reason],
    );
    if (set === undefined) return 'past';
    const past = before?.suspended === true ? { before: { until: before.until, reason: before.reason } } : {};
    await log({ action: 'admin.user.suspend', reason, ...past, after: { until } });
    return 'done';
  });
}

/** `not_suspended`: there was nothing to end. */
export async function unsuspendUser(
  db: Database,
  permitted: Permitted,
  reason: string,
): Promise<'done' | 'changed' | 'not_suspended'> {
  return await changeUser(db, permitted, async (tx, log) => {
    const [before] = await tx.rows<SuspensionRow>(suspensionOf, [permitted.subject.id]);
    if (before?.suspended !== true) return 'not_suspended';
    await tx.rows(`update users set suspended_until = null, suspended_reason = '' where id = $1`, [
      permitted.subject.id,
    ]);
    const was = { until: before.until, reason: before.reason };
    await log({ action: 'admin.user.unsuspend', reason, before: was });
    return 'done';
  });
}

export async function setPlatformRole(
  db: Database,
  permitted: Permitted,
  { role, reason }: { readonly role: PlatformRole; readonly reason: string },
): Promise<'done' | 'changed'> {
  const { subject, me } = permitted;
  if (!outranks(me, role)) throw new Error('a rank is given from above only');
  if (subject.platform_role === role) return 'done';
  return await changeUser<'done'>(db, permitted, async (tx, log) => {
    await putPlatformRole(tx, subject.id, role);
    await log({ action: 'admin.role.set', reason, before: { role: subject.platform_role }, after: { role } });
    return 'done';
  });
}

/** A code for a new password was given by somebody above them as they were: it must not outlive that. */
async function putPlatformRole(tx: Transaction, user: UserId, role: PlatformRole): Promise<void> {
  await tx.rows('delete from password_resets where user_id = $1', [user]);
  await tx.rows(
    `delete from user_roles ur using roles r where ur.user_id = $1 and r.id = ur.role_id and r.server_id is null`,
    [user],
  );
  if (role === 'member') return;
  await tx.rows(
    `insert into user_roles (user_id, role_id) select $1, r.id from roles r where r.server_id is null and r.name = $2`,
    [user, role],
  );
}

/** The old owner becomes an administrator. There is exactly one owner before, and after, and it is nobody who is suspended. */
export async function transferOwner(
  db: Database,
  permitted: Permitted,
  reason: string,
): Promise<'done' | 'changed' | 'suspended'> {
  const { actor, subject } = permitted;
  return await changeUser(db, permitted, async (tx, log) => {
    if ((await ranksOf(tx, [subject.id])).get(subject.id)?.isSuspended !== false) return 'suspended';
    await putPlatformRole(tx, actor.id, 'administrator');
    await putPlatformRole(tx, subject.id, 'owner');
    await log({
      action: 'admin.owner.transfer',
      reason,
      before: { owner: actor.username },
      after: { owner: subject.username },
    });
    return 'done';
  });
}
