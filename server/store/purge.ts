// What somebody wrote in the last hours, deleted in pages: each deletion is a change with a number, as if it were the only one.
import type { ChannelId, MessageId, UserId } from '../../common/ids.ts';
import type { Message } from '../../common/model.ts';
import type { Place } from './bans.ts';
import { rows, type Database } from './database.ts';
import { findMessages, tombstone, toMessage } from './messages.ts';

/** So many messages are looked at by one statement, the newest first: there is no index by author. */
const lookedAtOnce = 2000;

const channelsOf = {
  name: 'text_channels_of',
  text: `select id from channels where (server_id = $1 and id <> $1) or (id = $1 and server_id is null)`,
};

export async function channelsIn(db: Database, place: Place): Promise<ChannelId[]> {
  return (await rows<{ id: ChannelId }>(db, channelsOf, [place.id])).map(({ id }) => id);
}

const writtenBy = {
  name: 'written_by',
  text: `with page as (
      select id, seq, user_id, timestamp, deleted_at from messages where channel_id = $1 and seq < $2 order by seq desc limit ${lookedAtOnce}
    ), since as (select now() - make_interval(hours => $4::int) as start)
    select min(seq)::float8 as lowest, min(timestamp) < (select start from since) as is_over,
      coalesce(array_agg(id::text) filter (where user_id = $3 and deleted_at is null and timestamp >= (select start from since)), '{}') as ids
    from page`,
};

export interface Written {
  readonly channel: ChannelId;
  readonly user: UserId;
  readonly hours: number;
}

/** The messages in pages, the newest first, until they are older than so many hours. */
export async function* messagesWrittenBy(db: Database, { channel, user, hours }: Written): AsyncGenerator<MessageId[]> {
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const [page] = await rows<{ lowest: number | null; is_over: boolean; ids: MessageId[] }>(db, writtenBy, [
      channel,
      before,
      user,
      hours,
    ]);
    if (page === undefined || page.lowest === null) return;
    if (page.ids.length > 0) yield page.ids;
    if (page.is_over) return;
    before = page.lowest;
  }
}

const deleteMany = {
  name: 'delete_messages',
  text: `with target as materialized (
      select id, channel_id, seq from messages where id = any($1::uuid[]) and channel_id = $2 and deleted_at is null order by seq for update
    ), numbered as (
      select id, row_number() over (order by seq) as k from target
    ), next as (
      update channels c set last_rev = c.last_rev + t.n from (select count(*) as n from target) t
      where c.id = $2 and t.n > 0 returning c.last_rev - t.n as rev
    ), unmentioned as (
      delete from mentions n using target t where n.channel_id = t.channel_id and n.seq = t.seq returning n.user_id
    ), gone as (
      update messages m set ${tombstone}, rev = next.rev + numbered.k
      from next, numbered where m.id = numbered.id returning m.id
    )
    select array(select id::text from gone) as ids, array(select distinct user_id::text from unmentioned) as unmentioned`,
};

/** Leaves tombstones, and answers them in the order of their changes, and who is mentioned no more. */
export async function deleteMessages(
  db: Database,
  channel: ChannelId,
  ids: readonly MessageId[],
): Promise<{ readonly messages: readonly Message[]; readonly unmentioned: readonly UserId[] }> {
  const [done] = await rows<{ ids: MessageId[]; unmentioned: UserId[] }>(db, deleteMany, [ids, channel]);
  const messages = (await findMessages(db, done?.ids ?? [])).map(toMessage);
  return { messages: messages.toSorted((a, b) => a.rev - b.rev), unmentioned: done?.unmentioned ?? [] };
}
