// Seats: the channels of servers that somebody is in. All of them are in the state that a client begins with.
import type { ChannelId, UserId } from '../../common/ids.ts';
import type { Transaction } from './transaction.ts';

interface Seated {
  readonly most: number;
  /** Of these. */
  readonly users?: readonly UserId[];
  /** Of everybody in this channel. */
  readonly channel?: ChannelId;
}

/** Somebody who is in more channels of servers than `most`, by name; undefined where nobody is. */
export async function overSeated(tx: Transaction, { most, users, channel }: Seated): Promise<string | undefined> {
  const [found] = await tx.rows<{ username: string }>(
    `select u.username from users u where u.id in (
       select m.user_id from channel_members m join channels c on c.id = m.channel_id
       where c.server_id is not null and c.id <> c.server_id
         and (m.user_id = any($1::uuid[]) or m.user_id in (select s.user_id from channel_members s where s.channel_id = $2))
       group by m.user_id having count(*) > $3) limit 1`,
    [users ?? [], channel ?? null, most],
  );
  return found?.username;
}
