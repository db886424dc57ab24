// Ranks of the host, held while somebody acts by theirs: what was permitted when it was asked still is when it is done.
import type { UserId } from '../../common/ids.ts';
import type { PlatformRole } from '../../common/model.ts';
import { isAtLeast } from '../domain/platform.ts';
import type { Transaction } from './transaction.ts';

/** SQL for the rank of `users u` on this host. */
export const platformRoleColumn = `coalesce((select r.name from user_roles ur join roles r on r.id = ur.role_id and r.server_id is null
            where ur.user_id = u.id order by array_position(array['owner', 'administrator', 'moderator'], r.name) limit 1), 'member')`;

const platformLock = 7_301_002;

/** Until the end of the transaction nobody else changes a rank, nor acts by one. */
export async function lockRanks(tx: Transaction): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(${platformLock})`);
}

/** Whether somebody is at least that and not suspended, which stays so until the end of the transaction. Others may act meanwhile as well. */
export async function asRank(tx: Transaction, actor: UserId, least: PlatformRole): Promise<boolean> {
  await tx.rows(`select pg_advisory_xact_lock_shared(${platformLock})`);
  const now = (await ranksOf(tx, [actor])).get(actor);
  return now !== undefined && !now.isSuspended && isAtLeast(now.role, least);
}

interface Rank {
  readonly role: PlatformRole;
  readonly isSuspended: boolean;
}

export async function ranksOf(tx: Transaction, users: readonly UserId[]): Promise<ReadonlyMap<UserId, Rank>> {
  const found = await tx.rows<Rank & { id: UserId }>(
    `select u.id, ${platformRoleColumn} as role, coalesce(u.suspended_until > now(), false) as "isSuspended"
     from users u where u.id = any($1::uuid[])`,
    [users],
  );
  return new Map(found.map(({ id, ...rank }) => [id, rank]));
}
