// The audit log as it is read, and whether it is as it was written.
import type { ServerId, UserId } from '../../common/ids.ts';
import type { AuditEntry } from '../../common/moderation.ts';
import { canonicalJson, chainHash, hostScope } from './audit.ts';
import { isoTime, rows, type Database } from './database.ts';

type Values = Readonly<Record<string, unknown>> | null;

interface EntryRow {
  readonly n: number;
  readonly at: string;
  readonly actor_id: UserId;
  readonly actor_name: string;
  readonly action: string;
  readonly target_type: string;
  readonly target_id: string;
  readonly target_name: string;
  readonly reason: string;
  readonly before: Values;
  readonly after: Values;
  readonly hash: Buffer;
}

const fields = `a.n::float8 as n, a.actor_id, a.actor_name, a.action, a.target_type, a.target_id, a.target_name, a.reason, a.before, a.after, a.hash`;

export interface LogPage {
  /** Null: the log of the host. */
  readonly server: ServerId | null;
  readonly before: number | null;
  readonly actor: string | null;
  readonly action: string | null;
  readonly target: string | null;
  readonly limit: number;
  /** From whom it is kept what is said of channels that they are not in; null: from nobody, they run the place. */
  readonly reader: UserId | null;
}

/** SQL for whether the target of `a` is a channel, or a message in one, that the user `$7` is not in. */
const isHidden = `$7::uuid is not null and a.target_type in ('channel', 'message') and not exists (
  select 1 from channel_members m where m.user_id = $7 and m.channel_id = case a.target_type
    when 'channel' then a.target_id::uuid
    when 'message' then (select t.channel_id from messages t where t.id = a.target_id::uuid) end)`;

/** The newest first. */
export async function listAudit(db: Database, page: LogPage): Promise<AuditEntry[]> {
  const text = `select ${fields}, ${isoTime('a.at')} as at, ${isHidden} as hidden from audit a
    where a.scope = $1 and ($2::bigint is null or a.n < $2) and ($3::text is null or lower(a.actor_name) = lower($3))
      and ($4::text is null or a.action = $4) and ($5::text is null or a.target_id = $5 or (lower(a.target_name) = lower($5) and not (${isHidden})))
    order by a.n desc limit $6`;
  const { server, before, actor, action, target, limit, reader } = page;
  const values = [server ?? hostScope, before, actor, action, target, limit, reader];
  const found = await rows<EntryRow & { hidden: boolean }>(db, { name: 'audit_page', text }, values);
  return found.map((row) => (row.hidden ? veiled(toEntry(row)) : toEntry(row)));
}

/** That something was done, by whom and why; but not to what, nor how that is called. */
function veiled(entry: AuditEntry): AuditEntry {
  return { ...entry, target: { ...entry.target, name: '' }, before: null, after: null };
}

function toEntry(row: EntryRow): AuditEntry {
  const { n, at, action, reason, before, after } = row;
  return {
    n,
    at,
    actor: { id: row.actor_id, username: row.actor_name },
    action,
    target: { type: row.target_type, id: row.target_id, name: row.target_name },
    reason,
    before,
    after,
    hash: row.hash.toString('hex'),
  };
}

export interface Verdict {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: string;
  /** The first entry that is not as it was written. */
  readonly wrong: { readonly n: number; readonly why: string } | null;
}

/** So many entries are read at once. */
const readAtOnce = 500;

const headOf = {
  name: 'audit_head',
  text: `select coalesce(h.n, 0)::float8 as n, coalesce(h.hash, '') as hash, coalesce((select max(a.n) from audit a where a.scope = $1), 0)::float8 as last
         from (select 1) as always left join audit_heads h on h.scope = $1`,
};

const written = {
  name: 'audit_written',
  text: `select ${fields}, to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from audit a
         where a.scope = $1 and a.n > $2 and a.n <= $3 order by a.n limit ${readAtOnce}`,
};

/** Computes the chain anew. What is appended meanwhile is left for the next time. */
export async function verifyAudit(db: Database, server: ServerId | null): Promise<Verdict> {
  const scope = server ?? hostScope;
  const [head] = await rows<{ n: number; hash: Buffer; last: number }>(db, headOf, [scope]);
  if (head === undefined) throw new Error('the head of an audit log was not read');
  const report = (wrong: Verdict['wrong']): Verdict => {
    return { ok: wrong === null, entries: head.n, head: head.hash.toString('hex'), wrong };
  };
  let [n, hash]: [number, Buffer] = [0, Buffer.alloc(0)];
  while (n < head.n) {
    const page = await rows<EntryRow>(db, written, [scope, n, head.n]);
    for (const row of page) {
      if (row.n !== n + 1) return report({ n: n + 1, why: 'it is missing' });
      hash = hashOf(hash, scope, row);
      if (!hash.equals(row.hash)) return report({ n: row.n, why: 'it is not as it was written' });
      n = row.n;
    }
    if (page.length === 0) return report({ n: n + 1, why: 'it is missing' });
  }
  if (!hash.equals(head.hash)) return report({ n, why: 'the head of the log names another hash' });
  return head.last > head.n ? report({ n: head.n + 1, why: 'the head of the log does not know of it' }) : report(null);
}

function hashOf(previous: Buffer, scope: string, row: EntryRow): Buffer {
  const texts = [row.actor_id, row.actor_name, row.action, row.target_type, row.target_id, row.target_name, row.reason];
  const values = [canonicalJson(row.before), canonicalJson(row.after)];
  return chainHash(previous, [scope, String(row.n), row.at, ...texts.map((text) => text ?? ''), ...values]);
}
