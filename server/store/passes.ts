// The pass: its codes, kept as hashes and each good once, and until when somebody has it.
import type { PassCode } from '../../common/administration.ts';
import { newId, PassCodeId, type UserId } from '../../common/ids.ts';
import { recordAudit } from './audit.ts';
import { isoTime, rows, type Database } from './database.ts';
import { hasPassSql } from './name-tags.ts';
import { asRank } from './ranks.ts';
import { transaction, type Transaction } from './transaction.ts';

interface Actor {
  readonly id: UserId;
  readonly username: string;
}

const passOf = {
  name: 'pass_of',
  text: `select ${isoTime('u.pass_until')} as pass_until, ${hasPassSql('u')} as active from users u where u.id = $1`,
};

/** Until when the user has or had one, and whether it holds now. */
export async function findPass(db: Database, user: UserId): Promise<{ pass_until: string | null; active: boolean }> {
  return (await rows<{ pass_until: string | null; active: boolean }>(db, passOf, [user]))[0] ?? none;
}

const none = { pass_until: null, active: false };

/** Adds to what is left; the calendar of the protocol ends with the year 9999. */
const prolong = `update users set pass_until = least(greatest(coalesce(pass_until, now()), now()) + $2 * interval '1 day', '9999-12-31')
  where id = $1 returning ${isoTime('pass_until')} as pass_until`;

async function addDays(tx: Transaction, user: UserId, days: number): Promise<string | null> {
  return (await tx.rows<{ pass_until: string | null }>(prolong, [user, days]))[0]?.pass_until ?? null;
}

/** Uses the code up; undefined where it is none, or was used or revoked. Of many at once one gets it. */
export async function redeemCode(db: Database, user: UserId, hash: Buffer): Promise<{ days: number } | undefined> {
  return await transaction(db, async (tx) => {
    const [code] = await tx.rows<{ days: number }>(
      `update pass_codes set redeemed_by = $1, redeemed_at = now()
       where hash = $2 and redeemed_at is null and revoked_at is null returning days`,
      [user, hash],
    );
    if (code === undefined) return undefined;
    await addDays(tx, user, code.days);
    return code;
  });
}

export interface NewCodes {
  readonly hashes: readonly Buffer[];
  readonly days: number;
  readonly note: string;
}

/** Answers their ids, in the order of the hashes. Here and below, `changed`: who acts is no administrator any more. */
export async function createCodes(
  db: Database,
  actor: Actor,
  { hashes, days, note }: NewCodes,
): Promise<PassCodeId[] | 'changed'> {
  const ids = hashes.map(() => newId(PassCodeId));
  return await transaction(db, async (tx) => {
    if (!(await asRank(tx, actor.id, 'administrator'))) return 'changed';
    await tx.rows(
      `insert into pass_codes (id, hash, days, note, created_by)
       select x.id, x.hash, $3, $4, $5 from unnest($1::uuid[], $2::bytea[]) as x (id, hash)`,
      [ids, hashes, days, note, actor.id],
    );
    const target = { type: 'pass_code', id: ids[0] ?? '', name: note };
    const after = { days, count: ids.length, note };
    await recordAudit(tx, { server: null, actor, action: 'admin.pass.create', target, reason: '', after });
    return ids;
  });
}

const states = {
  unused: 'p.redeemed_at is null and p.revoked_at is null',
  redeemed: 'p.redeemed_at is not null',
  revoked: 'p.revoked_at is not null',
} as const;

export interface CodePage {
  readonly state: keyof typeof states | undefined;
  readonly before: PassCodeId | undefined;
  readonly limit: number;
}

export async function listCodes(db: Database, { state, before, limit }: CodePage): Promise<PassCode[]> {
  const person = (column: string) =>
    `(select json_build_object('id', u.id, 'username', u.username) from users u where u.id = ${column})`;
  const text = `select p.id, p.days, p.note, ${isoTime('p.created_at')} as created_at, ${person('p.created_by')} as created_by,
      ${person('p.redeemed_by')} as redeemed_by, ${isoTime('p.redeemed_at')} as redeemed_at, ${isoTime('p.revoked_at')} as revoked_at
    from pass_codes p where ${state === undefined ? 'true' : states[state]} and ($1::uuid is null or p.id < $1)
    order by p.id desc limit $2`;
  return await rows<PassCode>(db, { name: `pass_codes_${state ?? 'all'}`, text }, [before ?? null, limit]);
}

/** `used`: somebody has had it; `unknown`: there is no such code, or it was revoked. */
export async function revokeCode(
  db: Database,
  actor: Actor,
  { id, reason }: { readonly id: PassCodeId; readonly reason: string },
): Promise<'done' | 'used' | 'unknown' | 'changed'> {
  return await transaction(db, async (tx) => {
    if (!(await asRank(tx, actor.id, 'administrator'))) return 'changed';
    const [code] = await tx.rows<{ note: string; used: boolean; revoked: boolean }>(
      `select note, redeemed_at is not null as used, revoked_at is not null as revoked from pass_codes where id = $1 for update`,
      [id],
    );
    if (code === undefined || code.revoked) return 'unknown';
    if (code.used) return 'used';
    await tx.rows('update pass_codes set revoked_at = now() where id = $1', [id]);
    const target = { type: 'pass_code', id, name: code.note };
    await recordAudit(tx, { server: null, actor, action: 'admin.pass.revoke', target, reason });
    return 'done';
  });
}

interface Gift {
  readonly user: { readonly id: UserId; readonly username: string };
  readonly reason: string;
}

export async function givePass(
  db: Database,
  actor: Actor,
  { user, days, reason }: Gift & { readonly days: number },
): Promise<{ readonly pass_until: string | null } | 'changed'> {
  return await transaction(db, async (tx) => {
    if (!(await asRank(tx, actor.id, 'administrator'))) return 'changed';
    const pass_until = await addDays(tx, user.id, days);
    const after = { days, pass_until };
    await recordAudit(tx, { server: null, actor, action: 'admin.pass.give', target: named(user), reason, after });
    return { pass_until };
  });
}

/** `none`: there was none to end. */
export async function takePass(
  db: Database,
  actor: Actor,
  { user, reason }: Gift,
): Promise<'done' | 'none' | 'changed'> {
  return await transaction(db, async (tx) => {
    if (!(await asRank(tx, actor.id, 'administrator'))) return 'changed';
    const [before] = await tx.rows<{ pass_until: string }>(
      `select ${isoTime('pass_until')} as pass_until from users where id = $1 and pass_until > now() for no key update`,
      [user.id],
    );
    if (before === undefined) return 'none';
    await tx.rows('update users set pass_until = null where id = $1', [user.id]);
    await recordAudit(tx, { server: null, actor, action: 'admin.pass.take', target: named(user), reason, before });
    return 'done';
  });
}

const named = ({ id, username }: Gift['user']) => ({ type: 'user', id, name: username });
