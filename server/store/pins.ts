// Pins: what everybody in a channel should find. Pinning is a change of the message, with a number.
import type { ChannelId, MessageId } from '../../common/ids.ts';
import type { Message } from '../../common/model.ts';
import { recordAudit, type AuditEntry } from './audit.ts';
import { rows, type Database } from './database.ts';
import { messageColumns, toMessage, type MessageRow } from './messages.ts';
import { transaction, type Transaction } from './transaction.ts';

const from = 'from messages m join users u on u.id = m.user_id';
const pinsOf = {
  name: 'pins_of',
  text: `select ${messageColumns} ${from} where m.channel_id = $1 and m.pinned_at is not null order by m.pinned_at desc, m.seq desc limit $2`,
};

/** The latest pin first. */
export async function pinnedMessages(db: Database, channel: ChannelId, limit: number): Promise<Message[]> {
  return (await rows<MessageRow>(db, pinsOf, [channel, limit])).map(toMessage);
}

export interface Pinning {
  readonly id: MessageId;
  readonly to: 'pinned' | 'unpinned';
  /** So many pins a channel may have. */
  readonly most: number;
  readonly entry: AuditEntry | null;
}

/** What became of it; `isChange`: it was otherwise before. */
export interface Pinned {
  readonly message: Message;
  readonly isChange: boolean;
}

/** Undefined where the message was deleted meanwhile. */
export async function pinMessage(db: Database, pinning: Pinning): Promise<Pinned | 'limit_reached' | undefined> {
  const { id, to, most, entry } = pinning;
  return await transaction(db, async (tx) => {
    // The message first, then its channel: in the order in which an edit takes them.
    const [held] = await tx.rows<{ channel_id: ChannelId; is_pinned: boolean }>(
      'select channel_id, pinned_at is not null as is_pinned from messages where id = $1 and deleted_at is null for update',
      [id],
    );
    if (held === undefined) return undefined;
    const isChange = held.is_pinned !== (to === 'pinned');
    if (isChange) {
      await tx.rows('select 1 from channels where id = $1 for no key update', [held.channel_id]);
      if (to === 'pinned' && (await pinCount(tx, held.channel_id)) >= most) return 'limit_reached';
      await tx.rows(
        `with next as (update channels set last_rev = last_rev + 1 where id = $2 returning last_rev)
         update messages set pinned_at = ${to === 'pinned' ? 'now()' : 'null'}, rev = next.last_rev, pin_rev = next.last_rev from next where id = $1`,
        [id, held.channel_id],
      );
      if (entry !== null) await recordAudit(tx, entry);
    }
    const [row] = await tx.rows<MessageRow>(`select ${messageColumns} ${from} where m.id = $1`, [id]);
    return row === undefined ? undefined : { message: toMessage(row), isChange };
  });
}

async function pinCount(tx: Transaction, channel: ChannelId): Promise<number> {
  const [found] = await tx.rows<{ n: number }>(
    'select count(*)::float8 as n from messages where channel_id = $1 and pinned_at is not null',
    [channel],
  );
  return found?.n ?? 0;
}
