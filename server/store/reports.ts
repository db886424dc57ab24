// Reports: what somebody says is not right, in the queue of a server or of the host, with a copy of what was reported.
import { newId, ReportId, type ChannelId, type MessageId, type ServerId, type UserId } from '../../common/ids.ts';
import type { UserRef } from '../../common/model.ts';
import type { Report, ReportStatus } from '../../common/moderation.ts';
import { rootOf } from '../../common/ids.ts';
import { toBits } from '../../common/permissions.ts';
import { deleteWith, type Change } from './append.ts';
import { recordAudit, type AuditEntry } from './audit.ts';
import { isoTime, rows, type Database } from './database.ts';
import { asRank } from './ranks.ts';
import { transaction, type Transaction } from './transaction.ts';

interface ReportRow extends Omit<Report, 'reporter' | 'user' | 'handled_by'> {
  readonly reporter_id: UserId | null;
  readonly reporter_name: string;
  readonly user_id: UserId;
  readonly username: string;
  readonly handler_id: UserId | null;
  readonly handler_name: string;
}

const selected = `select p.id, p.server_id as server, p.reporter_id, o.username as reporter_name, p.user_id, u.username,
    p.channel_id as channel, p.message_id as message, p.content, p.reason, p.status, ${isoTime('p.created_at')} as created_at,
    p.handled_by as handler_id, h.username as handler_name, ${isoTime('p.handled_at')} as handled_at, p.note
  from reports p join users u on u.id = p.user_id left join users o on o.id = p.reporter_id left join users h on h.id = p.handled_by`;

function toReport(row: ReportRow): Report {
  const { reporter_id, reporter_name, user_id, username, handler_id, handler_name, ...rest } = row;
  const ref = (id: UserId | null, name: string): UserRef | null => (id === null ? null : { id, username: name });
  const user = { id: user_id, username };
  return { ...rest, reporter: ref(reporter_id, reporter_name), user, handled_by: ref(handler_id, handler_name) };
}

export interface NewReport {
  readonly reporter: UserId;
  readonly user: UserId;
  readonly message: { readonly id: MessageId; readonly channel: ChannelId; readonly content: string } | null;
  /** Whose queue it joins; null: the host’s. */
  readonly server: ServerId | null;
  readonly reason: string;
  /** So many reports of one user may be open. */
  readonly most: number;
}

export interface Reported {
  readonly id: ReportId;
  /** The queue that it was in until now, where it was handed on. */
  readonly from: ServerId | null;
}

/** One that is open already goes from its server's queue to the host's, where that is asked for; else it is known. */
export async function writeReport(db: Database, report: NewReport): Promise<Reported | 'known' | 'limit_reached'> {
  return await transaction(db, async (tx) => {
    // Two at once would both find room for one.
    await tx.rows('select 1 from users where id = $1 for no key update', [report.reporter]);
    const open = await tx.rows<{ id: ReportId; server: ServerId | null; is_same: boolean }>(
      `select id, server_id as server, user_id = $2 and message_id is not distinct from $3 as is_same
       from reports where reporter_id = $1 and status = 'open'`,
      [report.reporter, report.user, report.message?.id ?? null],
    );
    const same = open.find(({ is_same }) => is_same);
    if (same !== undefined) {
      if (report.server !== null || same.server === null) return 'known';
      await tx.rows('update reports set server_id = null where id = $1', [same.id]);
      return { id: same.id, from: same.server };
    }
    if (open.length >= report.most) return 'limit_reached';
    const id = newId(ReportId);
    const { message } = report;
    await tx.rows(
      `insert into reports (id, server_id, reporter_id, user_id, channel_id, message_id, content, reason) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        report.server,
        report.reporter,
        report.user,
        message?.channel ?? null,
        message?.id ?? null,
        message?.content ?? '',
        report.reason,
      ],
    );
    return { id, from: null };
  });
}

export async function findReport(db: Database, id: ReportId): Promise<Report | undefined> {
  const found = await rows<ReportRow>(db, { name: 'report', text: `${selected} where p.id = $1` }, [id]);
  return found.map(toReport)[0];
}

export interface QueuePage {
  readonly server: ServerId | null;
  readonly status: ReportStatus;
  readonly after: ReportId | null;
  readonly limit: number;
  /** Who reads it: what is about themselves is not theirs to see. */
  readonly reader: UserId;
}

/** The oldest first. */
export async function listReports(
  db: Database,
  { server, status, after, limit, reader }: QueuePage,
): Promise<Report[]> {
  const text = `${selected} where p.server_id is not distinct from $1 and p.status = $2 and ($3::uuid is null or p.id > $3)
    and p.user_id <> $5
    order by p.id limit $4`;
  return (await rows<ReportRow>(db, { name: 'reports', text }, [server, status, after, limit, reader])).map(toReport);
}

export interface Handling {
  readonly id: ReportId;
  /** The queue that it was in when that was permitted. */
  readonly server: ServerId | null;
  readonly by: UserId;
  readonly outcome: Exclude<ReportStatus, 'open'>;
  readonly note: string;
  readonly entry: AuditEntry;
  /** The message that is deleted with it. */
  readonly deletion: { readonly message: MessageId; readonly entry: AuditEntry } | null;
}

/** What came of it; `deleted` is undefined where no message was. */
export interface Closed {
  readonly deleted: Change | undefined;
}

/**
 * Who closes it also deletes the message, and nobody else. `handled`: it is not open in that queue any more; `changed`: who
 * acts looks after the host no more.
 */
export async function closeReport(db: Database, handling: Handling): Promise<Closed | 'handled' | 'changed'> {
  const { id, server, by, outcome, note, entry, deletion } = handling;
  return await transaction(db, async (tx) => {
    if (server === null && !(await asRank(tx, by, 'moderator'))) return 'changed';
    const closed = await tx.rows(
      `update reports set status = $2, handled_by = $3, handled_at = now(), note = $4
       where id = $1 and status = 'open' and server_id is not distinct from $5 returning 1`,
      [id, outcome, by, note, server],
    );
    if (closed.length === 0) return 'handled';
    const deleted = deletion === null ? undefined : await deleteWith(tx, deletion.message, deletion.entry);
    await recordAudit(tx, entry);
    return { deleted };
  });
}

export interface Handler {
  readonly user: UserId;
  /** How many wait for them: those about themselves are for others. */
  readonly open: number;
}

/** Who may handle what is in a queue. */
export async function handlersOf(db: Database, server: ServerId | null): Promise<Handler[]> {
  return await transaction(db, async (tx) => {
    const handlers = await lookingAfter(tx, server);
    const where = `server_id is not distinct from $1 and status = 'open'`;
    const [found] = await tx.rows<{ n: number }>(`select count(*)::float8 as n from reports where ${where}`, [server]);
    const about = await tx.rows<{ user: UserId; n: number }>(
      `select user_id as "user", count(*)::float8 as n from reports where ${where} and user_id = any($2::uuid[]) group by user_id`,
      [server, handlers],
    );
    const own = new Map(about.map(({ user, n }) => [user, n]));
    return handlers.map((user) => ({ user, open: (found?.n ?? 0) - (own.get(user) ?? 0) }));
  });
}

async function lookingAfter(tx: Transaction, server: ServerId | null): Promise<UserId[]> {
  const found =
    server === null
      ? await tx.rows<{ user_id: UserId }>(
          `select distinct ur.user_id from user_roles ur join roles r on r.id = ur.role_id and r.server_id is null`,
        )
      : await tx.rows<{ user_id: UserId }>(
          'select user_id from channel_members where channel_id = $1 and permissions & $2 <> 0',
          [rootOf(server), toBits(['manage_messages'])],
        );
  return found.map(({ user_id }) => user_id);
}
