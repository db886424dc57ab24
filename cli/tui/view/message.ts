// One message as rows, in the layout that was chosen; kept for as long as nothing about it is different.
import type { SafeMessage } from '../../../common/safe-message.ts';
import type { Look, MessageLayout } from '../../look/look.ts';
import { namePartsKey } from '../paint/names.ts';
import { drawCut, glue, nothing, space, type Drawn, type Paint, type Style } from '../paint/paint.ts';
import { widthOf } from '../text/width.ts';
import { authorOf, gutter, isFolded, timeOf, type Item, type ItemPlace } from './item.ts';
import { bubblesLayout } from './layouts/bubbles.ts';
import { compactLayout } from './layouts/compact.ts';
import { cosyLayout } from './layouts/cosy.ts';
import type { Head, Layout } from './layouts/layout.ts';
import { day, dayKey } from './time.ts';

const layouts: Readonly<Record<MessageLayout, Layout>> = {
  cosy: cosyLayout,
  compact: compactLayout,
  bubbles: bubblesLayout,
};

const groupMs = 5 * 60_000;

interface Kept {
  readonly key: string;
  readonly paint: Paint;
  readonly look: Look;
  readonly rows: readonly Drawn[];
}

const cache = new WeakMap<SafeMessage, Kept>();

/** The rows of an item; those of a message are kept for as long as it, the width, the look and its neighbourhood are the same. */
export function itemRows(paint: Paint, item: Item, place: ItemPlace): readonly Drawn[] {
  const head = headOf(item, place);
  if (item.type === 'outgoing') return drawItem(paint, item, place, head);
  const { look } = place;
  const neighbours = `${head} ${place.firstUnread} ${place.selected} ${item.folded ?? 0}`;
  const key = `${place.width} ${neighbours} ${namePartsKey(place.named)}`;
  const held = cache.get(item.message);
  if (held !== undefined && held.key === key && held.paint === paint && held.look === look) return held.rows;
  const rows = drawItem(paint, item, place, head);
  cache.set(item.message, { key, paint, look, rows });
  return rows;
}

function headOf(item: Item, { previous, firstUnread }: ItemPlace): Head {
  if (previous === null) return 'day';
  const [before, now] = [timeOf(previous), timeOf(item)];
  if (dayKey(before) !== dayKey(now)) return 'day';
  const apart = Date.parse(now) - Date.parse(before) > groupMs;
  const another = authorOf(previous) !== authorOf(item) || isFolded(previous) !== isFolded(item);
  return apart || firstUnread || another ? 'author' : 'none';
}

function drawItem(paint: Paint, item: Item, place: ItemPlace, head: Head): Drawn[] {
  const layout = layouts[place.look.layout];
  const before = linesBefore(paint, item, place, head, layout);
  if (item.type === 'message' && item.folded !== undefined) return [...before, foldedRow(paint, item.folded, place)];
  return [...before, ...layout.rows(paint, item, place, head)];
}

function foldedRow(paint: Paint, count: number, { width, selected }: ItemPlace): Drawn {
  const bar = selected ? paint.draw('accent', '▌ ') : space(gutter);
  const words = count === 1 ? '1 blocked message' : `${count} blocked messages`;
  return glue(bar, drawCut(paint, 'dim', words, width - gutter - 1));
}

function linesBefore(paint: Paint, item: Item, place: ItemPlace, head: Head, { isAiry }: Layout): Drawn[] {
  const { width, firstUnread } = place;
  const dayLine = head === 'day' ? [nothing, ruled(paint, 'border', day(timeOf(item)), width)] : [];
  if (firstUnread) return [...dayLine, nothing, ruled(paint, 'accent', 'new', width)];
  return head === 'none' || !isAiry ? dayLine : [...dayLine, nothing];
}

/** The place of the row that says who speaks, among the rows of an item; null where it has none. */
export function headAt(paint: Paint, item: Item, place: ItemPlace): number | null {
  if (isFolded(item)) return null;
  const layout = layouts[place.look.layout];
  const head = headOf(item, place);
  return layout.namesAuthor(head) ? linesBefore(paint, item, place, head, layout).length : null;
}

/** ── words ───────── across the pane. */
function ruled(paint: Paint, style: Style, words: string, width: number): Drawn {
  const after = Math.max(0, width - gutter - widthOf(words) - 6);
  return glue(space(gutter), paint.draw(style, `── ${words} ${'─'.repeat(after)}`));
}
