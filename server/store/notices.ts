// Notices: that a user joined or left a channel or lost a login, which no node may miss, whatever becomes of the bus. Triggers
// write them with the change itself. Who reads one looks at the user again, so it may be read twice, late, or in any order.
import type { ChannelId, UserId } from '../../common/ids.ts';
import { rows, type Database } from './database.ts';

export interface Notice {
  /** A 64-bit number, as text. */
  readonly id: string;
  readonly user_id: UserId;
  /** The channel that they joined or left; null where it is about a login. */
  readonly channel_id: ChannelId | null;
}

/** Notices, and from where to read on: the oldest transaction that was not over when they were read, so that none is missed. */
export interface Notices {
  readonly notices: readonly Notice[];
  readonly next: string;
}

const since = {
  name: 'notices_since',
  text: `select pg_snapshot_xmin(pg_current_snapshot())::text as next, n.id::text as id, n.user_id, n.channel_id
         from (select 1) as always left join notices n on n.tx >= $1::xid8 order by n.id`,
};

/** No node takes this long to read them: one that stood still so long has lost its connections. */
const keptMinutes = 60;

const sweep = {
  name: 'sweep_notices',
  text: `delete from notices where created_at < now() - interval '${keptMinutes} min'`,
};

/** The notices of all transactions from `from` on (a number as text); `none` where one begins to read. */
export async function noticesSince(db: Database, from: string): Promise<Notices> {
  const found = await rows<(Notice | { id: null }) & { next: string }>(db, since, [from]);
  return {
    notices: found.filter((row) => row.id !== null),
    next: found[0]?.next ?? from,
  };
}

/** Beyond every transaction: answers no notice, only from where to read on. */
export const noNotices = String(2n ** 62n);

/** Forgets notices that every node has read. */
export async function sweepNotices(db: Database): Promise<void> {
  await rows(db, sweep, []);
}
