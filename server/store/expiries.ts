// What ends by itself: statuses, passes and time-outs. Each end is taken by one node, which tells those who see it.
import type { ChannelId, ServerId, UserId } from '../../common/ids.ts';
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

/** Of a server it is kept with its root channel. */
const endTimeOuts = {
  name: 'end_time_outs',
  text: `with ended as (
           delete from room_timeouts where (channel_id, user_id) in (
             select channel_id, user_id from room_timeouts where until <= now() order by until limit ${endedAtOnce} for update skip locked
           ) returning channel_id, user_id
         )
         select e.user_id as "user", e.channel_id as channel, c.server_id as server from ended e join channels c on c.id = e.channel_id`,
};

export interface EndedTimeOut {
  readonly user: UserId;
  readonly channel: ChannelId;
  /** Null: of a room. */
  readonly server: ServerId | null;
}

/** The time-outs that just ended. */
export async function takeEndedTimeOuts(db: Database): Promise<EndedTimeOut[]> {
  return await rows<EndedTimeOut>(db, endTimeOuts, []);
}

/** The users whose status just ended. */
export async function takeEndedStatuses(db: Database): Promise<UserId[]> {
  return (await rows<{ id: UserId }>(db, endStatuses, [])).map(({ id }) => id);
}

/** The users whose pass just ended. */
export async function takeEndedPasses(db: Database): Promise<UserId[]> {
  return (await rows<{ id: UserId }>(db, endPasses, [])).map(({ id }) => id);
}
