// Channels that are gone for everybody, and whose messages still have to go: many are deleted a little at a time. A buried
// channel is a DM of nobody, so that no question that is asked of channels finds it.
import type { ChannelId, UserId } from '../../common/ids.ts';
import { rows, type Database } from './database.ts';
import type { Transaction } from './transaction.ts';

/** Answers who was in them. */
export async function bury(
  tx: Transaction,
  channels: readonly ChannelId[],
): Promise<readonly { readonly user: UserId; readonly channel: ChannelId }[]> {
  // Who writes to several channels locks them in this order.
  await tx.rows('select 1 from channels where id = any($1::uuid[]) order by id for no key update', [channels]);
  const seats = await tx.rows<{ user: UserId; channel: ChannelId }>(
    'delete from channel_members where channel_id = any($1::uuid[]) returning user_id as "user", channel_id as channel',
    [channels],
  );
  await tx.rows('delete from overrides where channel_id = any($1::uuid[])', [channels]);
  await tx.rows(
    `update channels set server_id = null, category_id = null, owner_id = null, archived_at = null, name = '', topic = '',
       dm_key = 'deleted ' || id where id = any($1::uuid[])`,
    [channels],
  );
  return seats;
}

const atOnce = 1000;
/** So many slices in one go: a node that is stopping does not wait for more. */
const slicesMax = 20;

const deleteSlice = {
  name: 'delete_buried_messages',
  text: `with grave as materialized (
      select c.id from channels c where c.dm_key like 'deleted %' order by c.id limit 1 for update skip locked
    ), gone as (
      delete from messages where id in (select m.id from messages m join grave on grave.id = m.channel_id limit ${atOnce}) returning 1
    )
    select grave.id, (select count(*) from gone)::float8 as messages from grave`,
};

const deleteGrave = {
  name: 'delete_buried_channel',
  text: `delete from channels c where c.id = $1 and c.dm_key like 'deleted %' and not exists (select 1 from messages m where m.channel_id = c.id)`,
};

/** Deletes what is left of buried channels, or some of it; answers whether nothing is left. */
export async function emptyGraveyard(db: Database): Promise<boolean> {
  for (let slice = 0; slice < slicesMax; slice++) {
    const [grave] = await rows<{ id: ChannelId; messages: number }>(db, deleteSlice, []);
    if (grave === undefined) return true;
    if (grave.messages < atOnce) await rows(db, deleteGrave, [grave.id]);
  }
  return false;
}
