// Who is hidden from whom, because one of the two has blocked the other.
import type { ChannelId, UserId } from '../../common/ids.ts';
import { rows, type Database } from './database.ts';

/** SQL for whether one of two users has blocked the other, for the expressions that hold their ids: looks at two rows at most. */
export function blockedSql(one: string, other: string): string {
  return `exists (select 1 from friends b where b.user_id_1 in (${one}, ${other}) and b.user_id_2 in (${one}, ${other})
    and b.status = 'blocked')`;
}

/** SQL for a list of the users hidden from the one whose id is in `column`. */
export function hiddenSql(column: string): string {
  return `(select b.user_id_2 from friends b where b.user_id_1 = ${column} and b.status = 'blocked'
    union select b.user_id_1 from friends b where b.user_id_2 = ${column} and b.status = 'blocked')`;
}

const hiddenThere = {
  name: 'hidden_in_channel',
  text: `select h.id from ${hiddenSql('$2')} as h (id)
         where exists (select 1 from channel_members m where m.channel_id = $1 and m.user_id = h.id)`,
};

/** The members of the channel from whom the user is hidden, and who are hidden from them. */
export async function hiddenInChannel(db: Database, channel: ChannelId, user: UserId): Promise<UserId[]> {
  return (await rows<{ id: UserId }>(db, hiddenThere, [channel, user])).map((row) => row.id);
}
