// Users: made once, found by name without regard to case, with the status that they chose.
import { newId, UserId } from '../../common/ids.ts';
import type { Audience, PlatformRole, Privacy, Status } from '../../common/model.ts';
import { isoTime, rows, violatedConstraint, type Database, type Source } from './database.ts';
import { takeInvite } from './host-invites.ts';
import { platformRoleColumn } from './ranks.ts';
import { UserEntity } from './entities.ts';
import { nameTagColumns, statusColumns } from './name-tags.ts';

export interface StoredUser {
  readonly id: UserId;
  readonly username: string;
  readonly email: string | null;
  readonly password: string;
  readonly status: Status;
  readonly status_text: string;
  readonly requests_from: Audience;
  readonly dms_from: Audience;
  readonly is_suggested: boolean;
  readonly status_until: string | null;
  readonly display_name: string;
  readonly name_colour: string | null;
  readonly badge: string;
  readonly created_at: string;
  readonly platform_role: PlatformRole;
  readonly pass_until: string | null;
  /** Whether they may use the host at this moment, by the database's clock. */
  readonly is_suspended: boolean;
  /** Null while they are not, and where it has no end. */
  readonly suspended_until: string | null;
  readonly suspended_reason: string;
  readonly standing: string;
}

/** Undoes the making of an account. */
class NotInvited extends Error {}

/** Held while an account is made, so that exactly one of two first accounts becomes the owner. */
const signupLock = 7_301_001;

/** SQL for what a login needs to know about `users u` as it is now: a socket whose own is another one looks itself up. */
export const standingColumn = `concat_ws(' ', coalesce(u.suspended_until > now(), false), ${platformRoleColumn}, extract(epoch from u.pass_until))`;

/** SQL for the columns of a StoredUser, from `users u`. */
export const userColumns = `${nameTagColumns('u')}, u.email, u.password, ${statusColumns('u')}, u.requests_from, u.dms_from, u.is_suggested, ${isoTime('u.created_at')} as created_at,
  ${platformRoleColumn} as platform_role, ${standingColumn} as standing,
  ${isoTime('u.pass_until')} as pass_until, coalesce(u.suspended_until > now(), false) as is_suspended, u.suspended_reason,
  case when isfinite(u.suspended_until) and u.suspended_until > now() then ${isoTime('u.suspended_until')} end as suspended_until`;

const byName = { name: 'user_by_name', text: `select ${userColumns} from users u where lower(u.username) = lower($1)` };
const byId = { name: 'user_by_id', text: `select ${userColumns} from users u where u.id = $1` };

export interface NewAccount {
  readonly username: string;
  readonly email: string | null;
  readonly password: string;
  /** A code; needed where the host takes accounts by invitation only. */
  readonly invite?: string;
}

/** The first account needs none: there is nobody yet who could invite. */
const needsInvite = `select 1 from settings where name = 'invitations_only' and value = 'true'::jsonb and exists (select 1 from users)`;

/** Makes an account; the first of a database owns the platform. Answers which of the two was taken instead. */
export async function createUser(
  db: Database,
  { invite = '', ...account }: NewAccount,
): Promise<StoredUser | 'username_taken' | 'email_taken' | 'not_invited'> {
  const id = newId(UserId);
  try {
    await db.orm.em.fork().transactional(async (em) => {
      await em.execute(`select pg_advisory_xact_lock(${signupLock})`);
      const invited =
        (await em.execute<object[]>(needsInvite)).length === 0 ||
        (await em.execute<object[]>(takeInvite, [invite])).length === 1;
      if (!invited) throw new NotInvited();
      em.create(UserEntity, { id, ...account });
      await em.flush();
      await em.execute(
        `insert into user_roles (user_id, role_id)
         select ?, r.id from roles r where r.name = 'owner' and r.server_id is null
         and not exists (select 1 from users where id <> ?)`,
        [id, id],
      );
    });
  } catch (error) {
    if (error instanceof NotInvited) return 'not_invited';
    const constraint = violatedConstraint(error);
    if (constraint === 'users_username_unique') return 'username_taken';
    if (constraint === 'users_email_unique') return 'email_taken';
    throw error;
  }
  const made = await findUserById(db, id);
  if (made === undefined) throw new Error('an account vanished while it was made');
  return made;
}

export async function findUserByName(db: Database, username: string): Promise<StoredUser | undefined> {
  return (await rows<StoredUser>(db, byName, [username]))[0];
}

export async function findUserById(db: Source, id: UserId): Promise<StoredUser | undefined> {
  return (await rows<StoredUser>(db, byId, [id]))[0];
}

const setOne = {
  name: 'set_status',
  text: `update users set status = $2, status_text = $3, status_until = now() + $4 * interval '1 minute' where id = $1
         returning ${isoTime('status_until')} as status_until`,
};

/** `minutes`: how long it lasts; null: until another one is chosen. Answers when it ends. */
export async function setStatus(
  db: Database,
  id: UserId,
  { status, text, minutes }: { readonly status: Status; readonly text: string; readonly minutes: number | null },
): Promise<string | null> {
  const [row] = await rows<{ status_until: string | null }>(db, setOne, [id, status, text, minutes]);
  return row?.status_until ?? null;
}

const privacy = {
  name: 'set_privacy',
  text: `update users u set requests_from = coalesce($2, u.requests_from), dms_from = coalesce($3, u.dms_from),
           is_suggested = coalesce($4::boolean, u.is_suggested)
         where u.id = $1 returning ${userColumns}`,
};

/** What is undefined stays; undefined where there is no such user any more. */
export async function setPrivacy(
  db: Database,
  id: UserId,
  { requests_from, dms_from, suggested }: { readonly [K in keyof Privacy]?: Privacy[K] | undefined },
): Promise<StoredUser | undefined> {
  const values = [id, requests_from ?? null, dms_from ?? null, suggested ?? null];
  return (await rows<StoredUser>(db, privacy, values))[0];
}
