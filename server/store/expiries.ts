// What ends by itself: statuses and passes. Each end is taken by one node, which tells those who see it.
import type { UserId } from '../../common/ids.ts';
import { rows, type Database } from './database.ts';

/** A long list of them is told in parts. */
export const endedAtOnce = 500;

const endStatuses = {
  name: 'end_statuses',
  text: `update users set status = 'online', status_text = '', status_until = null where id in (
           select id from users where status_until <= now() order by status_until limit ${endedAtOnce} for update skip locked
         ) returning id`,
};

const endPasses = {
  name: 'end_passes',
  text: `update users set pass_told_until = pass_until where id in (
           select id from users where pass_until <= now() and pass_told_until is distinct from pass_until
           order by pass_until limit ${endedAtOnce} for update skip locked
         ) returning id`,
};

/** The users whose status just ended. */
export async function takeEndedStatuses(db: Database): Promise<UserId[]> {
  return (await rows<{ id: UserId }>(db, endStatuses, [])).map(({ id }) => id);
}

/** The users whose pass just ended. */
export async function takeEndedPasses(db: Database): Promise<UserId[]> {
  return (await rows<{ id: UserId }>(db, endPasses, [])).map(({ id }) => id);
}
