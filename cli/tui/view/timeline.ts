// The visible part of a conversation: laid out upwards from an anchor, so that only what is seen is computed.
import type { MessageId, UserId } from '../../../common/ids.ts';
import type { SafeText } from '../../../common/safe-text.ts';
import { namePartsOf, namePartsIn, type NameParts } from '../../store/select.ts';
import type { Anchor, ChannelState, ClientState } from '../../store/state.ts';
import type { Drawn, Paint } from '../paint/paint.ts';
import type { Look } from '../../look/look.ts';
import { foldedItems } from './fold.ts';
import { isFolded, type Item, type ItemPlace } from './item.ts';
import { headAt, itemRows } from './message.ts';

export interface Timeline {
  readonly items: readonly Item[];
  readonly channel: ChannelState;
  readonly width: number;
  readonly height: number;
  readonly selected: MessageId | null;
  readonly me: SafeText | null;
  readonly paint: Paint;
  readonly look: Look;
  readonly users: ClientState['users'];
}

/** A bottom edge: the last item in sight and how many of its rows are hidden. */
interface Bottom {
  readonly index: number;
  readonly hidden: number;
}

export function itemsOf(
  state: ClientState,
  channel: ChannelState,
  unfolded: ReadonlySet<MessageId> = allFolded,
): readonly Item[] {
  const items = [...foldedItems(channel.window.messages, state.relations, unfolded)];
  const me = state.me;
  if (channel.window.hasAfter || me === null) return items;
  for (const row of state.outbox) {
    if (row.channel === channel.id)
      items.push({ type: 'outgoing', row, username: me.username, named: namePartsOf(me) });
  }
  return items;
}

const allFolded: ReadonlySet<MessageId> = new Set();

export function itemId(item: Item): MessageId {
  return item.type === 'message' ? item.message.id : item.row.id;
}

/** The rows in sight, from the top of the pane; fewer than its height when there is not more. */
export function visibleRows(timeline: Timeline, anchor: Anchor | null): Drawn[] {
  const bottom = bottomOf(timeline, anchor);
  const rows: Drawn[] = [];
  for (let index = bottom.index; index >= 0 && rows.length < timeline.height; index--) {
    const all = rowsAt(timeline, index);
    rows.unshift(...(index === bottom.index ? all.slice(0, all.length - bottom.hidden) : all));
  }
  return rows.slice(Math.max(0, rows.length - timeline.height));
}

/** What stands at the upper edge of the pane: an item, and how many of its rows are above the edge. */
function topOf(timeline: Timeline, anchor: Anchor | null): { readonly index: number; readonly above: number } {
  let { index, hidden } = bottomOf(timeline, anchor);
  let rows = count(timeline, index) - hidden;
  while (rows < timeline.height && index > 0) {
    index -= 1;
    rows += count(timeline, index);
  }
  return { index, above: Math.max(0, rows - timeline.height) };
}

/** The item at the upper edge whose author's row is not in sight; null: who is speaking can be seen. */
export function headless(timeline: Timeline, anchor: Anchor | null): Item | null {
  const { index, above } = topOf(timeline, anchor);
  const item = timeline.items[index];
  // Of whom one has blocked nothing is said.
  if (item === undefined || isFolded(item)) return null;
  const head = headAt(timeline.paint, item, placeOf(timeline, item, index));
  return head === null || above > head ? item : null;
}

/** How many unread messages stand above the pane. */
export function unreadAbove(timeline: Timeline, anchor: Anchor | null, me: UserId | null): number {
  const { unreadAfter } = timeline.channel;
  const { index } = topOf(timeline, anchor);
  if (unreadAfter === null) return 0;
  const isNew = (item: Item) =>
    item.type === 'message' && item.message.seq > unreadAfter && item.message.user.id !== me;
  const [first] = timeline.channel.window.messages;
  // Of those that are not held nobody here knows whose they are.
  const unheld = Math.max(0, (first?.seq ?? 0) - 1 - unreadAfter);
  return unheld + timeline.items.slice(0, index).filter(isNew).length;
}

/** The anchor after scrolling by `by` rows (negative: towards the past); null at the newest. */
export function scrolled(timeline: Timeline, anchor: Anchor | null, by: number): Anchor | null {
  let { index, hidden } = bottomOf(timeline, anchor);
  hidden -= by;
  while (index > 0 && hidden >= count(timeline, index)) {
    hidden -= count(timeline, index);
    index -= 1;
  }
  while (hidden < 0 && index < timeline.items.length) {
    index += 1;
    hidden += count(timeline, index);
  }
  return settle(timeline, { index, hidden });
}

/** The anchor at which the first row in sight is the first of what is held. */
export function topAnchor(timeline: Timeline): Anchor | null {
  return settle(timeline, { index: 0, hidden: count(timeline, 0) - 1 });
}

/** The anchor nearest to the one given that shows the whole of the item with `id`. */
export function revealing(timeline: Timeline, anchor: Anchor | null, id: MessageId): Anchor | null {
  const wanted = timeline.items.findIndex((item) => itemId(item) === id);
  const bottom = bottomOf(timeline, anchor);
  if (wanted === -1) return anchor;
  if (wanted >= bottom.index) return settle(timeline, { index: wanted, hidden: 0 });
  let above = count(timeline, bottom.index) - bottom.hidden;
  for (let index = bottom.index - 1; index >= wanted; index--) above += count(timeline, index);
  return above <= timeline.height ? anchor : scrolled(timeline, anchor, timeline.height - above);
}

/** The newest message whose end is in sight; 0 when there is none. */
export function lastSeenSeq(timeline: Timeline, anchor: Anchor | null): number {
  if (anchor === null) return timeline.channel.window.hasAfter ? 0 : timeline.channel.lastSeq;
  const bottom = bottomOf(timeline, anchor);
  const item = timeline.items[bottom.hidden === 0 ? bottom.index : bottom.index - 1];
  return item?.type === 'message' ? item.message.seq : 0;
}

/** True when the pane shows the first of what is held, or nearly. */
export function nearTop(timeline: Timeline, anchor: Anchor | null): boolean {
  let rows = 0;
  for (let index = bottomOf(timeline, anchor).index; index >= 0; index--) {
    rows += count(timeline, index);
    if (rows > timeline.height * 2) return false;
  }
  return true;
}

function settle(timeline: Timeline, bottom: Bottom): Anchor | null {
  const last = timeline.items.length - 1;
  if (bottom.index > last || (bottom.index === last && bottom.hidden <= 0)) return null;
  let { index } = bottom;
  let hidden = Math.max(0, Math.min(bottom.hidden, count(timeline, index) - 1));
  // Not further up than a full pane: the first rows of the past stand at the top, not in the middle.
  let missing = timeline.height - rowsAbove(timeline, { index, hidden });
  while (missing > 0) {
    const step = Math.min(missing, hidden);
    hidden -= step;
    missing -= step;
    if (missing === 0) break;
    index += 1;
    if (index > last) return null;
    hidden = count(timeline, index);
  }
  if (index === last && hidden === 0) return null;
  let item = timeline.items[index];
  while (item?.type === 'outgoing') {
    hidden -= count(timeline, index);
    index -= 1;
    item = timeline.items[index];
  }
  return { seq: item?.message.seq ?? 0, hidden };
}

function rowsAbove(timeline: Timeline, bottom: Bottom): number {
  let rows = count(timeline, bottom.index) - bottom.hidden;
  for (let index = bottom.index - 1; index >= 0 && rows < timeline.height; index--) rows += count(timeline, index);
  return rows;
}

function bottomOf({ items, ...timeline }: Timeline, anchor: Anchor | null): Bottom {
  if (anchor === null) return { index: items.length - 1, hidden: 0 };
  let index = items.findLastIndex((item) => item.type === 'message' && item.message.seq <= anchor.seq);
  let { hidden } = anchor;
  while (hidden < 0 && index < items.length - 1) {
    index += 1;
    hidden += count({ ...timeline, items }, index);
  }
  if (index === -1) index = 0;
  const most = Math.max(0, count({ ...timeline, items }, index) - 1);
  return { index, hidden: Math.max(0, Math.min(hidden, most)) };
}

function count(timeline: Timeline, index: number): number {
  return rowsAt(timeline, index).length;
}

function rowsAt(timeline: Timeline, index: number): readonly Drawn[] {
  const item = timeline.items[index];
  if (item === undefined) return [];
  return itemRows(timeline.paint, item, placeOf(timeline, item, index));
}

function placeOf(timeline: Timeline, item: Item, index: number): ItemPlace {
  const previous = timeline.items[index - 1] ?? null;
  const after = timeline.channel.unreadAfter ?? Infinity;
  return {
    width: timeline.width,
    previous,
    firstUnread:
      seqOf(item) > after && (previous === null ? !timeline.channel.window.hasBefore : seqOf(previous) <= after),
    selected: itemId(item) === timeline.selected,
    me: timeline.me,
    look: timeline.look,
    named: namedAt(timeline, item),
  };
}

/** How the author of an item is drawn. */
export function namedAt({ users }: Pick<Timeline, 'users'>, item: Item): NameParts {
  return item.type === 'message' ? namePartsIn(users, item.message.user) : item.named;
}

/** What is on its way is never "new" to its author. */
function seqOf(item: Item): number {
  return item.type === 'message' ? item.message.seq : 0;
}
