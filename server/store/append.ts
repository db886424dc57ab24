// The statements that write messages: one numbers and inserts a whole batch, one changes a single message.
import { hash } from 'node:crypto';
import type { ChannelId, MessageId, UserId } from '../../common/ids.ts';
import type { Message, UserRef } from '../../common/model.ts';
import { isoTime, rows, type Database } from './database.ts';
import { findMessages, toMessage, type MessageRow } from './messages.ts';

/** A message to be written, permitted and checked. */
export interface Draft {
  readonly id: MessageId;
  readonly channel: ChannelId;
  readonly user: UserRef;
  readonly content: string;
  /** User names in lower case; those of members of the channel become mentions. */
  readonly mentioned: readonly string[];
}

/**
 * How a draft ended: written now; written before with the same body (the stored message, as it is today); the id belongs
 * to another message; or the author is not in the channel at the moment of the commit.
 */
export type Appended =
  | { readonly type: 'written' | 'known'; readonly message: Message }
  | { readonly type: 'conflict' }
  | { readonly type: 'not_a_member' };

/**
 * Numbers and inserts a batch in one round trip. Channels are locked in the order of their ids, so that two nodes cannot
 * deadlock; ids that exist already take no number. A draft that another node inserts at the same moment breaks the unique
 * constraint and with it the whole statement, never a number: the caller tries again and finds it as known.
 */
export const appendBatch = {
  name: 'append_batch',
  text: `
  with input as (
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bytea[])
      with ordinality as i (id, channel_id, user_id, content, fingerprint, n)
  ), fresh as materialized (
    select i.* from input i
    where exists (select 1 from channel_members s where s.channel_id = i.channel_id and s.user_id = i.user_id)
      and not exists (select 1 from messages m where m.id = i.id)
  ), locked as materialized (
    select c.id from channels c where c.id in (select channel_id from fresh) order by c.id for no key update
  ), counted as (
    select f.channel_id, count(*) as n from fresh f join locked l on l.id = f.channel_id group by f.channel_id
  ), numbered as (
    update channels c set last_seq = c.last_seq + k.n, last_rev = c.last_rev + k.n from counted k where c.id = k.channel_id
    returning c.id, c.last_seq - k.n as seq, c.last_rev - k.n as rev
  ), placed as (
    select f.*, b.seq + row_number() over w as seq, b.rev + row_number() over w as rev
    from fresh f join numbered b on b.id = f.channel_id window w as (partition by f.channel_id order by f.n)
  ), mentioned as (
    insert into mentions (user_id, channel_id, seq)
    select u.id, p.channel_id, p.seq from unnest($6::uuid[], $7::text[]) as x (message_id, username)
    join placed p on p.id = x.message_id join users u on lower(u.username) = x.username and u.id <> p.user_id
    join channel_members s on s.channel_id = p.channel_id and s.user_id = u.id
    returning user_id, channel_id, seq
  ), inserted as (
    insert into messages (id, channel_id, user_id, seq, rev, content, fingerprint)
    select id, channel_id, user_id, seq, rev, content, fingerprint from placed order by n
    returning id, channel_id, seq, rev, timestamp
  )
  select i.id, i.seq::float8 as seq, i.rev::float8 as rev, ${isoTime('i.timestamp')} as timestamp,
    array(select x.user_id::text from mentioned x where x.channel_id = i.channel_id and x.seq = i.seq order by x.user_id) as mentions
  from inserted i order by i.channel_id, i.seq`,
};

/** The message stays locked until the commit, so that one already deleted takes no number in the order of changes. */
const nextRev = `with target as (
    select id, channel_id, seq, user_id from messages where id = $1 and deleted_at is null for update
  ), next as (
    update channels set last_rev = last_rev + 1 where id = (select channel_id from target) returning last_rev
  )`;
const changed = `returning m.rev::float8 as rev, ${isoTime('m.edited_at')} as edited_at, ${isoTime('m.deleted_at')} as deleted_at,
  array(select user_id::text from unmentioned order by user_id) as unmentioned`;
const editOne = {
  name: 'edit_message',
  text: `${nextRev}, named as (
      select u.id, t.channel_id, t.seq from target t join channel_members s on s.channel_id = t.channel_id
      join users u on u.id = s.user_id and u.id <> t.user_id where lower(u.username) = any($3::text[])
    ), unmentioned as (
      delete from mentions n using target t where n.channel_id = t.channel_id and n.seq = t.seq and n.user_id not in (select id from named)
      returning n.user_id
    ), mentioned as (
      insert into mentions (user_id, channel_id, seq) select id, channel_id, seq from named on conflict do nothing
    )
    update messages m set content = $2, edited_at = now(), rev = next.last_rev from next where m.id = $1
    ${changed}, array(select id::text from named order by id) as mentions`,
};
const deleteOne = {
  name: 'delete_message',
  text: `${nextRev}, unmentioned as (
      delete from mentions n using target t where n.channel_id = t.channel_id and n.seq = t.seq returning n.user_id
    )
    update messages m set content = '', fingerprint = null, deleted_at = now(), rev = next.last_rev from next where m.id = $1
    ${changed}, array[]::text[] as mentions`,
};

/** What a change gives a message, and whom it mentions no more. */
export interface Change {
  readonly given: Pick<Message, 'rev' | 'edited_at' | 'deleted_at' | 'mentions'>;
  readonly unmentioned: readonly UserId[];
}

/** Writes a batch of drafts with different ids; answers in their order. */
export async function appendDrafts(db: Database, drafts: readonly Draft[]): Promise<Appended[]> {
  const fingerprints = drafts.map((draft) => fingerprintOf(draft.content));
  const mentions = drafts.flatMap(({ id, mentioned }) => mentioned.map((username) => [id, username] as const));
  const written = await rows<Pick<Message, 'id' | 'seq' | 'rev' | 'timestamp' | 'mentions'>>(db, appendBatch, [
    drafts.map((draft) => draft.id),
    drafts.map((draft) => draft.channel),
    drafts.map((draft) => draft.user.id),
    drafts.map((draft) => draft.content),
    fingerprints,
    mentions.map(([id]) => id),
    mentions.map(([, username]) => username),
  ]);
  const places = new Map(written.map((row) => [row.id, row]));
  const missing = drafts.filter((draft) => !places.has(draft.id)).map((draft) => draft.id);
  const stored = missing.length === 0 ? [] : await findMessages(db, missing);
  const known = new Map(stored.map((row) => [row.id, row]));
  return drafts.map((draft, index) => {
    const place = places.get(draft.id);
    if (place !== undefined) return { type: 'written', message: placed(draft, place) };
    const row = known.get(draft.id);
    if (row === undefined) return { type: 'not_a_member' };
    return isRetryOf(row, draft, fingerprints[index])
      ? { type: 'known', message: toMessage(row) }
      : { type: 'conflict' };
  });
}

/** Gives a message new content; undefined where it was deleted meanwhile. */
export async function editMessage(
  db: Database,
  id: MessageId,
  content: string,
  mentioned: readonly string[],
): Promise<Change | undefined> {
  return await change(db, editOne, [id, content, mentioned]);
}

/** Leaves a tombstone; undefined where it was deleted already. */
export async function deleteMessage(db: Database, id: MessageId): Promise<Change | undefined> {
  return await change(db, deleteOne, [id]);
}

type ChangeRow = Change['given'] & Pick<Change, 'unmentioned'>;

async function change(
  db: Database,
  statement: { readonly name: string; readonly text: string },
  values: unknown[],
): Promise<Change | undefined> {
  const row = (await rows<ChangeRow>(db, statement, values))[0];
  if (row === undefined) return undefined;
  const { unmentioned, ...given } = row;
  return { given, unmentioned };
}

function placed(
  { id, channel, user, content }: Draft,
  place: Pick<Message, 'seq' | 'rev' | 'timestamp' | 'mentions'>,
): Message {
  const { seq, rev, timestamp, mentions } = place;
  return { id, channel, seq, rev, user, content, timestamp, edited_at: null, deleted_at: null, mentions };
}

function fingerprintOf(content: string): Buffer {
  return hash('sha256', content, 'buffer');
}

/** A deleted message has no fingerprint any more: every repetition by its author is answered with the tombstone. */
function isRetryOf(row: MessageRow, draft: Draft, fingerprint: Buffer | undefined): boolean {
  if (row.user_id !== draft.user.id || row.channel !== draft.channel) return false;
  return row.fingerprint === null || (fingerprint !== undefined && row.fingerprint.equals(fingerprint));
}
