// A channel as loaded for a decision: with its owner, and the membership in it of the one who asks.
import type { ChannelId, UserId } from '../../common/ids.ts';
import type { Channel } from '../../common/model.ts';
import { isoTime, rows, type Database } from './database.ts';

/** `member` is null for who is not in the channel. */
export interface Membership {
  readonly channel: Channel & { readonly owner_id: UserId | null };
  readonly member: { readonly read_seq: number } | null;
}

/** SQL for the columns of a Channel, from `channels c`. */
export const channelColumns = `c.id, case when c.server_id is not null then 'server' when c.dm_key is not null then 'dm' else 'room' end as kind,
  c.type, c.name, c.topic, c.server_id, ${isoTime('c.created_at')} as created_at`;

const membership = {
  name: 'membership',
  text: `select ${channelColumns}, c.owner_id, m.read_seq::float8 as read_seq
         from channels c left join channel_members m on m.channel_id = c.id and m.user_id = $2 where c.id = $1`,
};

export async function findMembership(
  db: Database,
  channelId: ChannelId,
  userId: UserId,
): Promise<Membership | undefined> {
  const row = (await rows<Membership['channel'] & { read_seq: number | null }>(db, membership, [channelId, userId]))[0];
  if (row === undefined) return undefined;
  const { read_seq, ...channel } = row;
  return { channel, member: read_seq === null ? null : { read_seq } };
}
