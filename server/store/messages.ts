// Messages as they are read: pages of history by seq, changes by rev, and one by its id.
import type { EmojiTexts } from '../../common/emoji.ts';
import type { ChannelId, MessageId, UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Message } from '../../common/model.ts';
import { utf8Bytes } from '../../common/text.ts';
import { isoTime, rows, type Database } from './database.ts';

/** A message's row: `fingerprint` names the body that it was first sent with, null once deleted. */
export interface MessageRow extends Omit<Message, 'user' | 'emoji'> {
  readonly user_id: UserId;
  readonly username: string;
  readonly fingerprint: Buffer | null;
  readonly emoji: EmojiTexts | null;
  /** Its latest change pinned it, or took the pin away. */
  readonly is_pin: boolean;
}

export const messageColumns = `m.id, m.channel_id as channel, m.seq::float8 as seq, m.rev::float8 as rev, m.user_id, u.username,
  m.content, m.emoji, m.fingerprint, ${isoTime('m.timestamp')} as timestamp, ${isoTime('m.edited_at')} as edited_at, ${isoTime('m.deleted_at')} as deleted_at,
  ${isoTime('m.pinned_at')} as pinned_at, m.pin_rev is not distinct from m.rev as is_pin,
  array(select n.user_id::text from mentions n where n.channel_id = m.channel_id and n.seq = m.seq order by n.user_id) as mentions`;

const from = 'from messages m join users u on u.id = m.user_id';
const pageNewest = {
  name: 'page_newest',
  text: `select ${messageColumns} ${from} where m.channel_id = $1 order by m.seq desc limit $2`,
};
const pageBefore = {
  name: 'page_before',
  text: `select ${messageColumns} ${from} where m.channel_id = $1 and m.seq < $3 order by m.seq desc limit $2`,
};
const pageAfter = {
  name: 'page_after',
  text: `select ${messageColumns} ${from} where m.channel_id = $1 and m.seq > $3 order by m.seq limit $2`,
};
const changesAfter = {
  name: 'changes_after',
  text: `select ${messageColumns} ${from} where m.channel_id = $1 and m.rev > $3 order by m.rev limit $2`,
};
const byIds = { name: 'messages_by_ids', text: `select ${messageColumns} ${from} where m.id = any($1::uuid[])` };

/** SQL for what a deletion does to the row of a message, but for the number of the change. */
export const tombstone = `content = '', emoji = null, fingerprint = null, deleted_at = now(), pinned_at = null`;

export function toMessage(row: MessageRow): Message {
  const { user_id, username, fingerprint: _, is_pin: __, emoji, ...rest } = row;
  const message = { ...rest, user: { id: user_id, username } };
  return emoji === null ? message : { ...message, emoji };
}

/** Which page: the messages before a seq, those after one, or the newest. */
export type PagePlace = { readonly before: number } | { readonly after: number } | 'newest';

/** At most `limit` messages in the order of seq, fewer where they are long, and whether there are more on either side. */
export async function historyPage(
  db: Database,
  channelId: ChannelId,
  place: PagePlace,
  limit: number,
): Promise<{ messages: Message[]; has_before: boolean; has_after: boolean }> {
  if (place !== 'newest' && 'after' in place) {
    const page = fitting(await rows<MessageRow>(db, pageAfter, [channelId, limit + 1, place.after]), limit);
    return { messages: page.rows.map(toMessage), has_before: place.after > 0, has_after: page.has_more };
  }
  const found =
    place === 'newest'
      ? await rows<MessageRow>(db, pageNewest, [channelId, limit + 1])
      : await rows<MessageRow>(db, pageBefore, [channelId, limit + 1, place.before]);
  const page = fitting(found, limit);
  const has_after = place !== 'newest' && (await lastSeqPasses(db, channelId, place.before));
  return { messages: page.rows.map(toMessage).toReversed(), has_before: page.has_more, has_after };
}

/** The messages changed after `rev`, in the order of their latest change; fewer than `limit` where they are long. */
export async function changesPage(
  db: Database,
  channelId: ChannelId,
  rev: number,
  limit: number,
): Promise<{ changes: MessageRow[]; has_more: boolean }> {
  const page = fitting(await rows<MessageRow>(db, changesAfter, [channelId, limit + 1, rev]), limit);
  return { changes: page.rows, has_more: page.has_more };
}

/** As many of the first rows as a page may have, by number and by bytes, but at least one; whether some are left. */
function fitting(found: readonly MessageRow[], limit: number): { rows: MessageRow[]; has_more: boolean } {
  const fits: MessageRow[] = [];
  let bytes = 0;
  for (const row of found) {
    bytes += utf8Bytes(row.content) + (row.emoji === null ? 0 : utf8Bytes(JSON.stringify(row.emoji)));
    if (fits.length === limit || (fits.length > 0 && bytes > protocolLimits.pageMaxBytes)) break;
    fits.push(row);
  }
  return { rows: fits, has_more: fits.length < found.length };
}

export async function findMessages(db: Database, ids: readonly MessageId[]): Promise<MessageRow[]> {
  return await rows<MessageRow>(db, byIds, [ids]);
}

const seqPasses = { name: 'seq_passes', text: `select 1 from channels where id = $1 and last_seq >= $2` };

async function lastSeqPasses(db: Database, channelId: ChannelId, seq: number): Promise<boolean> {
  return (await rows(db, seqPasses, [channelId, seq])).length === 1;
}
