// The order of a server's channels and categories: places are 0, 1, 2 ... in each category, without holes.
import type { CategoryId, ChannelId, ServerId } from '../../common/ids.ts';
import type { Channel } from '../../common/model.ts';
import { channelColumns } from './channels.ts';
import type { Transaction } from './transaction.ts';

/** A channel after a change of its own, with the number of that change in its order. */
export interface ChangedChannel {
  readonly channel: Channel;
  readonly rev: number;
}

/** What follows `update channels c` to answer a ChangedChannel, by `toChanged`. */
export const changedColumns = `${channelColumns}, c.last_rev::float8 as rev`;
export type ChangedRow = Channel & { readonly rev: number };

export function toChanged({ rev, ...channel }: ChangedRow): ChangedChannel {
  return { channel, rev };
}

export interface Seat {
  readonly id: ChannelId;
  readonly category: CategoryId | null;
}

interface HeldSeat extends Seat {
  readonly position: number;
}

/** Gives every channel the place that `rearrange` gives it; answers those that changed. */
export async function arrange(
  tx: Transaction,
  server: ServerId,
  rearrange: (seats: readonly Seat[]) => readonly Seat[] = (seats) => seats,
): Promise<ChangedChannel[]> {
  const held = await tx.rows<HeldSeat>(
    'select id, category_id as category, position from channels where server_id = $1 and id <> $1 order by position, id',
    [server],
  );
  const before = new Map(held.map((seat) => [seat.id, seat]));
  const changed = numbered(rearrange(held)).filter((seat) => !isSame(seat, before.get(seat.id)));
  if (changed.length === 0) return [];
  const ids = changed.map(({ id }) => id);
  // Who writes to several channels locks them in this order.
  await tx.rows('select 1 from channels where id = any($1::uuid[]) order by id for no key update', [ids]);
  const rows = await tx.rows<ChangedRow>(
    `update channels c set category_id = x.category, position = x.position, last_rev = c.last_rev + 1
     from unnest($1::uuid[], $2::uuid[], $3::int[]) as x (id, category, position) where c.id = x.id returning ${changedColumns}`,
    [ids, changed.map(({ category }) => category), changed.map(({ position }) => position)],
  );
  return rows.map(toChanged);
}

function numbered(seats: readonly Seat[]): HeldSeat[] {
  const next = new Map<CategoryId | null, number>();
  return seats.map(({ id, category }) => {
    const position = next.get(category) ?? 0;
    next.set(category, position + 1);
    return { id, category, position };
  });
}

function isSame(seat: HeldSeat, held: HeldSeat | undefined): boolean {
  return seat.category === held?.category && seat.position === held.position;
}

/** The list with `item` before the one with the id `before`, or at its end; undefined where there is no such one. */
export function moved<T extends { readonly id: string }>(
  list: readonly T[],
  item: T,
  before: string | null,
): T[] | undefined {
  const others = list.filter(({ id }) => id !== item.id);
  const at = before === null ? others.length : others.findIndex(({ id }) => id === before);
  return at === -1 ? undefined : others.toSpliced(at, 0, item);
}
