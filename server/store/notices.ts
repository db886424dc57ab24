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

/**
 * How far back notices are read each time, in seconds: longer than any transaction may idle (`open.ts` ends it after ten),
 * because a notice carries the time at which it was written and is seen only once that is committed.
 */
const windowSeconds = 30;

const recent = {
  name: 'recent_notices',
  text: `select id::text as id, user_id, channel_id from notices where created_at > now() - interval '${windowSeconds} s' order by id`,
};

const sweep = {
  name: 'sweep_notices',
  text: `delete from notices where created_at < now() - interval '${2 * windowSeconds} s'`,
};

export async function recentNotices(db: Database): Promise<Notice[]> {
  return await rows<Notice>(db, recent, []);
}

/** Forgets notices that every node has read. */
export async function sweepNotices(db: Database): Promise<void> {
  await rows(db, sweep, []);
}
