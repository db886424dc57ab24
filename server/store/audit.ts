// The audit log: what was done to whom, written with the deed itself, each entry chained to the one before by its hash.
import { createHash } from 'node:crypto';
import type { ServerId, UserId } from '../../common/ids.ts';
import type { Transaction } from './transaction.ts';

/** The log of the host itself, as a scope beside those of the servers. */
export const hostScope = '00000000-0000-0000-0000-000000000000';

export interface AuditEntry {
  /** A server, or null: the host. */
  readonly server: ServerId | null;
  readonly actor: { readonly id: UserId; readonly username: string };
  /** The request that did it, like `role.update`. */
  readonly action: string;
  readonly target: { readonly type: string; readonly id: string; readonly name: string };
  readonly reason: string;
  /** Only what is different. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** Appends an entry; the scope's head is locked until the commit, so that entries have no holes and one order. */
export async function recordAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const scope = entry.server ?? hostScope;
  await tx.rows(`insert into audit_heads (scope, n, hash) values ($1, 0, '') on conflict do nothing`, [scope]);
  const [head] = await tx.rows<{ n: number; hash: Buffer; at: string }>(
    `select n::float8 as n, hash, to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
     from audit_heads where scope = $1 for update`,
    [scope],
  );
  if (head === undefined) throw new Error('the head of an audit log vanished');
  const { actor, action, target, reason } = entry;
  const [before, after] = [canonicalJson(entry.before ?? null), canonicalJson(entry.after ?? null)];
  const n = head.n + 1;
  const texts = [actor.id, actor.username, action, target.type, target.id, target.name, reason];
  const hash = chainHash(head.hash, [scope, String(n), head.at, ...texts, before, after]);
  await tx.rows(
    `insert into audit (scope, n, at, actor_id, actor_name, action, target_type, target_id, target_name, reason, before, after, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [scope, n, head.at, ...texts, before, after, hash],
  );
  await tx.rows('update audit_heads set n = $2, hash = $3 where scope = $1', [scope, n, hash]);
}

/** SHA-256 over the hash before and the fields, each with its length in front, so that no two lists of fields are the same bytes. */
export function chainHash(previous: Buffer, fields: readonly string[]): Buffer {
  const hash = createHash('sha256').update(previous);
  for (const field of fields) hash.update(`${Buffer.byteLength(field)}:`).update(field);
  return hash.digest();
}

/** JSON with its keys in order: the database gives them back in its own. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
