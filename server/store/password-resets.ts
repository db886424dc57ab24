// Codes with which somebody chooses a new password: one for each user at most, kept as its hash, good once.
import type { UserId } from '../../common/ids.ts';
import { changeUser, type Permitted } from './administration.ts';
import { isoTime, rows, type Database } from './database.ts';
import { transaction } from './transaction.ts';

const validHours = 24;

/** Answers until when it is good; an earlier one of the same user is not any more. */
export async function createReset(
  db: Database,
  permitted: Permitted,
  { hash, reason }: { readonly hash: Buffer; readonly reason: string },
): Promise<{ readonly expires_at: string } | 'changed'> {
  return await changeUser(db, permitted, async (tx, log) => {
    await tx.rows('delete from password_resets where user_id = $1 or expires_at <= now()', [permitted.subject.id]);
    const [made] = await tx.rows<{ expires_at: string }>(
      `insert into password_resets (hash, user_id, created_by, expires_at) values ($1, $2, $3, now() + $4 * interval '1 hour')
       returning ${isoTime('expires_at')} as expires_at`,
      [hash, permitted.subject.id, permitted.actor.id, validHours],
    );
    if (made === undefined) throw new Error('a code vanished while it was made');
    await log({ action: 'admin.user.reset_password', reason });
    return made;
  });
}

const living = { name: 'living_reset', text: 'select 1 from password_resets where hash = $1 and expires_at > now()' };

/** Whether the code is good at this moment: nobody's password is hashed for one that is not. */
export async function isReset(db: Database, hash: Buffer): Promise<boolean> {
  return (await rows(db, living, [hash])).length === 1;
}

/** Uses the code up: its user has the new password, and no login any more. */
export async function redeemReset(db: Database, hash: Buffer, password: string): Promise<UserId | undefined> {
  return await transaction(db, async (tx) => {
    const [used] = await tx.rows<{ user_id: UserId }>(
      'delete from password_resets where hash = $1 and expires_at > now() returning user_id',
      [hash],
    );
    if (used === undefined) return undefined;
    await tx.rows('update users set password = $2 where id = $1', [used.user_id, password]);
    await tx.rows('delete from tokens where user_id = $1', [used.user_id]);
    return used.user_id;
  });
}
