// The statements that write messages: one numbers and inserts a whole batch, one changes a single message.
import { hash } from 'node:crypto';
import type { EmojiTexts } from '../../common/emoji.ts';
import type { ChannelId, MessageId, UserId } from '../../common/ids.ts';
import type { Message, UserRef } from '../../common/model.ts';
import { byteaArray, plainArray, textArray } from './array-literals.ts';
import { toBits } from '../../common/permissions.ts';
import { recordAudit, type AuditEntry } from './audit.ts';
import { blockedSql } from './blocks.ts';
import { isoTime, rows, type Database } from './database.ts';
import { findMessages, tombstone, toMessage, type MessageRow } from './messages.ts';
import { transaction, type Transaction } from './transaction.ts';

/** A message to be written, permitted and checked. */
export interface Draft {
  readonly id: MessageId;
  readonly channel: ChannelId;
  readonly user: UserRef;
  readonly content: string;
  /** User names in lower case; those of members of the channel become mentions. */
  readonly mentioned: readonly string[];
  /** The texts of the custom emoji in it, where it has any. */
  readonly emoji?: EmojiTexts;
}

/**
 * How a draft ended: written now; written before with the same body (the stored message, as it is today); the id belongs
 * to another message; or the author is not in the channel, or may not write there, at the moment of the commit.
 */
export type Appended =
  | { readonly type: 'written' | 'known'; readonly message: Message }
  | { readonly type: 'conflict' }
  | { readonly type: 'not_a_member' };

/** SQL for whether the row `s` of channel_members lets somebody write at this moment. */
const mayWrite = `(s.silent_until is null or s.silent_until <= now() or s.permissions & ${toBits(['administrator'])} <> 0)
  and (s.permissions is null or s.permissions & ${toBits(['send'])} <> 0)`;

/**
 * Numbers and inserts a batch in one round trip. Channels are locked in the order of their ids, so that two nodes cannot
 * deadlock; ids that exist already take no number. A draft that another node inserts at the same moment breaks the unique
 * constraint and with it the whole statement, never a number: the caller tries again and finds it as known.
 *
 * It answers one row for each channel instead of one for each message: `fresh` has the places in the input of the drafts
 * that were new, and is empty where all of them were. A draft finds its channel's row by search in sorted arrays
 * (`width_bucket`): a join would compare each with each when a batch goes to as many channels as it has messages.
 */
const append = (name: string, parameter: string, column: string) => ({
  name,
  text: `
  with input as (
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bytea[]${parameter})
      with ordinality as i (id, channel_id, user_id, content, fingerprint${column}, n)
  ), fresh as materialized (
    select i.*, row_number() over (partition by i.channel_id order by i.n) as k from input i
    where exists (select 1 from channel_members s where s.channel_id = i.channel_id and s.user_id = i.user_id and ${mayWrite})
      and not exists (select 1 from messages m where m.id = i.id)
  ), locked as materialized (
    select c.id from channels c where c.id in (select channel_id from fresh) and c.archived_at is null order by c.id for no key update
  ), counted as materialized (
    select channel_id, count(*) as n from fresh where channel_id in (select id from locked) group by channel_id
  ), numbered as (
    update channels c set last_seq = c.last_seq + k.n, last_rev = c.last_rev + k.n from counted k where c.id = k.channel_id
    returning c.id, c.last_seq - k.n as seq, c.last_rev - k.n as rev
  ), sorted as materialized (
    select array_agg(b.id order by b.id) as ids, array_agg(b.seq order by b.id) as seqs, array_agg(b.rev order by b.id) as revs
    from numbered b
  ), placed as (
    select f.*, b.seqs[at] + f.k as seq, b.revs[at] + f.k as rev
    from sorted b, fresh f, lateral (select width_bucket(f.channel_id, b.ids) as at) as x where b.ids[at] = f.channel_id
  ), mentioned as (
    insert into mentions (user_id, channel_id, seq)
    select u.id, p.channel_id, p.seq from unnest($6::uuid[], $7::text[]) as x (message_id, username)
    join placed p on p.id = x.message_id join users u on lower(u.username) = x.username and u.id <> p.user_id
    join channel_members s on s.channel_id = p.channel_id and s.user_id = u.id
    where not ${blockedSql('u.id', 'p.user_id')}
    returning user_id, channel_id, seq
  ), inserted as (
    insert into messages (id, channel_id, user_id, seq, rev, content, fingerprint${column})
    select id, channel_id, user_id, seq, rev, content, fingerprint${column} from placed
  )
  select b.id as channel, b.seq::float8 as seq, b.rev::float8 as rev, ${isoTime('now()')} as timestamp,
    array(select f.n::int from fresh f where (select count(*) from fresh) < cardinality($1::uuid[])) as fresh,
    (select json_object_agg(x.seq, x.users) from (
      select seq, array_agg(user_id order by user_id) as users from mentioned where channel_id = b.id group by seq
    ) x) as mentioned
  from numbered b`,
});

export const appendBatch = append('append_batch', '', '');
/** For a batch in which a message has custom emoji, which few have. */
const appendBatchWithEmoji = append('append_batch_with_emoji', ', $8::jsonb[]', ', emoji');

/** What the statement says of a channel that it wrote to: the numbers before the first of the batch, and all their time. */
interface Place {
  readonly channel: ChannelId;
  seq: number;
  rev: number;
  readonly timestamp: string;
  readonly fresh: readonly number[];
  /** By the seq of the message. */
  readonly mentioned: Readonly<Record<number, UserId[]>> | null;
}

/** The message stays locked until the commit, so that one already deleted takes no number in the order of changes. */
const nextRev = (condition = 'true') => `with target as (
    select id, channel_id, seq, user_id from messages m where id = $1 and deleted_at is null and ${condition} for update
  ), next as (
    update channels set last_rev = last_rev + 1 where id = (select channel_id from target) returning last_rev
  )`;
const changed = `returning m.rev::float8 as rev, ${isoTime('m.edited_at')} as edited_at, ${isoTime('m.deleted_at')} as deleted_at, ${isoTime('m.pinned_at')} as pinned_at,
  array(select user_id::text from unmentioned order by user_id) as unmentioned`;
/** Only authors edit, and only while they may write. */
const writes = `exists (select 1 from channel_members s where s.channel_id = m.channel_id and s.user_id = m.user_id and ${mayWrite})
  and not exists (select 1 from channels c where c.id = m.channel_id and c.archived_at is not null)`;
const editOne = {
  name: 'edit_message',
  text: `${nextRev(writes)}, named as (
      select u.id, t.channel_id, t.seq from target t join channel_members s on s.channel_id = t.channel_id
      join users u on u.id = s.user_id and u.id <> t.user_id where lower(u.username) = any($3::text[])
        and not ${blockedSql('u.id', 't.user_id')}
    ), unmentioned as (
      delete from mentions n using target t where n.channel_id = t.channel_id and n.seq = t.seq and n.user_id not in (select id from named)
      returning n.user_id
    ), mentioned as (
      insert into mentions (user_id, channel_id, seq) select id, channel_id, seq from named on conflict do nothing
    )
    update messages m set content = $2, emoji = $4, edited_at = now(), rev = next.last_rev from next where m.id = $1
    ${changed}, array(select id::text from named order by id) as mentions`,
};
const deleteOne = {
  name: 'delete_message',
  text: `${nextRev()}, unmentioned as (
      delete from mentions n using target t where n.channel_id = t.channel_id and n.seq = t.seq returning n.user_id
    )
    update messages m set ${tombstone}, rev = next.last_rev from next where m.id = $1
    ${changed}, array[]::text[] as mentions`,
};

/** What a message says after an edit. */
export type Rewritten = Pick<Draft, 'content' | 'mentioned' | 'emoji'>;

/** What a change gives a message, and whom it mentions no more. */
export interface Change {
  readonly given: Pick<Message, 'rev' | 'edited_at' | 'deleted_at' | 'pinned_at' | 'mentions'>;
  readonly unmentioned: readonly UserId[];
}

/** Writes a batch of drafts with different ids; answers in their order. */
export async function appendDrafts(db: Database, drafts: readonly Draft[]): Promise<Appended[]> {
  const fingerprints = drafts.map((draft) => fingerprintOf(draft.content));
  const mentions = drafts.flatMap(({ id, mentioned }) => mentioned.map((username) => [id, username] as const));
  const hasEmoji = drafts.some((draft) => draft.emoji !== undefined);
  const emoji = hasEmoji
    ? [drafts.map((draft) => (draft.emoji === undefined ? null : JSON.stringify(draft.emoji)))]
    : [];
  const places = await rows<Place>(db, hasEmoji ? appendBatchWithEmoji : appendBatch, [
    plainArray(drafts.map((draft) => draft.id)),
    plainArray(drafts.map((draft) => draft.channel)),
    plainArray(drafts.map((draft) => draft.user.id)),
    textArray(drafts.map((draft) => draft.content)),
    byteaArray(fingerprints),
    plainArray(mentions.map(([id]) => id)),
    textArray(mentions.map(([, username]) => username)),
    ...emoji,
  ]);
  const written = placed(drafts, places);
  const missing = drafts.filter((_, index) => written[index] === undefined).map((draft) => draft.id);
  const stored = missing.length === 0 ? [] : await findMessages(db, missing);
  const known = new Map(stored.map((row) => [row.id, row]));
  return drafts.map((draft, index) => {
    const message = written[index];
    if (message !== undefined) return { type: 'written', message };
    const row = known.get(draft.id);
    if (row === undefined) return { type: 'not_a_member' };
    return isRetryOf(row, draft, fingerprints[index])
      ? { type: 'known', message: toMessage(row) }
      : { type: 'conflict' };
  });
}

/** The messages that the drafts became, in their order, numbered as the statement does; undefined for those that it left out. */
function placed(drafts: readonly Draft[], places: readonly Place[]): (Message | undefined)[] {
  const byChannel = new Map(places.map((place) => [place.channel, place]));
  const fresh = new Set(places[0]?.fresh);
  return drafts.map((draft, index) => {
    const place = byChannel.get(draft.channel);
    if (place === undefined || (fresh.size > 0 && !fresh.has(index + 1))) return undefined;
    place.seq += 1;
    place.rev += 1;
    return messageOf(draft, place);
  });
}

function messageOf({ id, channel, user, content, emoji }: Draft, { seq, rev, timestamp, mentioned }: Place): Message {
  const mentions = mentioned?.[seq] ?? [];
  const message = {
    id,
    channel,
    seq,
    rev,
    user,
    content,
    timestamp,
    edited_at: null,
    deleted_at: null,
    pinned_at: null,
    mentions,
  };
  return emoji === undefined ? message : { ...message, emoji };
}

/** Gives a message new content; undefined where it was deleted meanwhile, or its author may not write any more. */
export async function editMessage(
  db: Database,
  id: MessageId,
  { content, mentioned, emoji }: Rewritten,
): Promise<Change | undefined> {
  return await change(db, editOne, [id, content, mentioned, emoji === undefined ? null : JSON.stringify(emoji)]);
}

/** Leaves a tombstone; undefined where it was deleted already. `entry`: what the log says of it, where it is not the author's doing. */
export async function deleteMessage(db: Database, id: MessageId, entry?: AuditEntry): Promise<Change | undefined> {
  if (entry === undefined) return await change(db, deleteOne, [id]);
  return await transaction(db, (tx) => deleteWith(tx, id, entry));
}

/** The same, with what else is done in the transaction. */
export async function deleteWith(tx: Transaction, id: MessageId, entry: AuditEntry): Promise<Change | undefined> {
  const done = toChange((await tx.rows<ChangeRow>(deleteOne.text, [id]))[0]);
  if (done !== undefined) await recordAudit(tx, entry);
  return done;
}

type ChangeRow = Change['given'] & Pick<Change, 'unmentioned'>;

async function change(
  db: Database,
  statement: { readonly name: string; readonly text: string },
  values: unknown[],
): Promise<Change | undefined> {
  return toChange((await rows<ChangeRow>(db, statement, values))[0]);
}

function toChange(row: ChangeRow | undefined): Change | undefined {
  if (row === undefined) return undefined;
  const { unmentioned, ...given } = row;
  return { given, unmentioned };
}

/** In hexadecimal. */
function fingerprintOf(content: string): string {
  return hash('sha256', content);
}

/** A deleted message has no fingerprint any more: every repetition by its author is answered with the tombstone. */
function isRetryOf(row: MessageRow, draft: Draft, fingerprint: string | undefined): boolean {
  if (row.user_id !== draft.user.id || row.channel !== draft.channel) return false;
  return row.fingerprint === null || row.fingerprint.toString('hex') === fingerprint;
}
