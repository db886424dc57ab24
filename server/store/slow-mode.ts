// Slow mode: a member's next message waits until their last one is so many seconds old. The database decides, with its own
// clock, for all nodes.
import type { ChannelId, MessageId, UserId } from '../../common/ids.ts';
import { rows, type Database } from './database.ts';

const take = {
  name: 'take_slow_turn',
  text: `update channel_members m set slow_at = now(), slow_id = $3 from channels c
         where m.channel_id = $1 and m.user_id = $2 and c.id = m.channel_id and m.slow_id is distinct from $3
           and (m.slow_at is null or m.slow_at + make_interval(secs => c.slow_mode_s) <= now()) returning 1`,
};

const left = {
  name: 'slow_turn_left',
  text: `select m.slow_id as taken_by,
           ceil(extract(epoch from m.slow_at + make_interval(secs => c.slow_mode_s) - now()) * 1000)::float8 as wait_ms
         from channel_members m join channels c on c.id = m.channel_id where m.channel_id = $1 and m.user_id = $2`,
};

const giveBack = {
  name: 'give_slow_turn_back',
  text: `update channel_members m set slow_at = null, slow_id = null where m.channel_id = $1 and m.user_id = $2 and m.slow_id = $3
         and not exists (select 1 from messages w where w.id = $3 and w.channel_id = m.channel_id and w.user_id = m.user_id)`,
};

interface Turn {
  readonly channel: ChannelId;
  readonly user: UserId;
  readonly id: MessageId;
}

/** For a message that was not written after all; the turn before it is over, as it was when this one was taken. */
export async function giveSlowTurnBack(db: Database, { channel, user, id }: Turn): Promise<void> {
  await rows(db, giveBack, [channel, user, id]);
}

/**
 * Takes the member's turn for this message, whoever else takes one at the same time: of two, one waits. Answers how long
 * it must wait; 0: it may be written. A message that had its turn may be sent again.
 */
export async function takeSlowTurn(db: Database, { channel, user, id }: Turn): Promise<number> {
  if ((await rows(db, take, [channel, user, id])).length === 1) return 0;
  const [found] = await rows<{ taken_by: MessageId | null; wait_ms: number | null }>(db, left, [channel, user]);
  if (found === undefined || found.taken_by === id) return 0;
  // It may have become free between the two questions; then the next try takes it.
  return Math.max(1, found.wait_ms ?? 1);
}
