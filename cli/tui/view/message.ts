// One message as rows: a day line and a head where they are due, then its wrapped text.
import { drawEmoji } from '../../../common/emoji.ts';
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import type { SafeMessage } from '../../../common/safe-message.ts';
import type { NameLook } from '../../store/select.ts';
import type { OutboxRow } from '../../store/state.ts';
import { authorStyle, glue, nothing, padTo, space, type Drawn, type Paint, type Style } from '../paint/paint.ts';
import { drawName, lookKey } from '../paint/looks.ts';
import { wrap } from '../text/wrap.ts';
import { widthOf } from '../text/width.ts';
import { clock, day, dayKey } from './time.ts';

export type Item =
  | { readonly type: 'message'; readonly message: SafeMessage }
  | { readonly type: 'outgoing'; readonly row: OutboxRow; readonly username: SafeText; readonly look: NameLook };

export interface ItemPlace {
  readonly width: number;
  readonly previous: Item | null;
  /** The line "new" stands before this item. */
  readonly firstUnread: boolean;
  readonly selected: boolean;
  /** One's own name: it is marked where others write it. */
  readonly me: SafeText | null;
  /** How its author is drawn. */
  readonly look: NameLook;
}

const groupMs = 5 * 60_000;
/** The bar of a selected message, and a space. */
const gutter = 2;

const cache = new WeakMap<
  SafeMessage,
  { readonly key: string; readonly paint: Paint; readonly rows: readonly Drawn[] }
>();

/** The rows of an item; those of a message are kept for as long as it, the width and its neighbourhood are the same. */
export function itemRows(paint: Paint, item: Item, place: ItemPlace): readonly Drawn[] {
  const head = headOf(item, place);
  if (item.type === 'outgoing') return drawItem(paint, item, place, head);
  const shown = head === 'none' ? '' : lookKey(place.look);
  const key = `${place.width} ${head} ${place.firstUnread} ${place.selected} ${shown}`;
  const held = cache.get(item.message);
  if (held !== undefined && held.key === key && held.paint === paint) return held.rows;
  const rows = drawItem(paint, item, place, head);
  cache.set(item.message, { key, paint, rows });
  return rows;
}

type Head = 'day' | 'author' | 'none';

function headOf(item: Item, { previous, firstUnread }: ItemPlace): Head {
  if (previous === null) return 'day';
  const [before, now] = [timeOf(previous), timeOf(item)];
  if (dayKey(before) !== dayKey(now)) return 'day';
  const apart = Date.parse(now) - Date.parse(before) > groupMs;
  return apart || firstUnread || authorOf(previous) !== authorOf(item) ? 'author' : 'none';
}

function drawItem(paint: Paint, item: Item, place: ItemPlace, head: Head): Drawn[] {
  const { width, selected } = place;
  const bar = selected ? paint.draw('accent', '▌ ') : space(gutter);
  const rows: Drawn[] = [];
  if (head === 'day') rows.push(nothing, ruled(paint, 'dim', day(timeOf(item)), width));
  if (place.firstUnread) rows.push(nothing, ruled(paint, 'accent', 'new', width));
  else if (head !== 'none') rows.push(nothing);
  if (head !== 'none') rows.push(glue(bar, authorAndTime(paint, item, place.look, width - gutter)));
  // What follows without a head is told apart from the lines of the message before it.
  const first = head === 'none' && !selected ? paint.draw('dim', '· ') : bar;
  return [...rows, ...bodyRows(paint, item, place).map((row, i) => glue(i === 0 ? first : bar, row))];
}

export function authorAndTime(paint: Paint, item: Item, look: NameLook, columns: number): Drawn {
  const time = clock(timeOf(item));
  const author = drawName(paint, look, authorStyle(authorOf(item)), columns - time.length - 2);
  return glue(author, space(2), paint.draw('dim', time));
}

/** The place of the author's row among the rows of an item; null where it has none. */
export function headAt(item: Item, place: ItemPlace): number | null {
  const head = headOf(item, place);
  if (head === 'none') return null;
  return (
    (head === 'day' ? 2 : 0) +
    (place.firstUnread ? 2 : head === 'author' ? 1 : 0) +
    (head === 'day' && !place.firstUnread ? 1 : 0)
  );
}

function bodyRows(paint: Paint, item: Item, { width, me }: ItemPlace): Drawn[] {
  const columns = width - gutter - 1;
  if (item.type === 'outgoing') return outgoingRows(paint, item.row, columns);
  const { message } = item;
  if (message.deleted_at !== null) return [paint.draw('dim', 'deleted')];
  const content = message.emoji === undefined ? message.content : toSafeText(drawEmoji(message.content, message.emoji));
  const lines = wrap(content, columns);
  const rows = lines.map((line) => textRow(paint, 'plain', line, me));
  if (message.edited_at === null) return rows;
  const mark = paint.draw('dim', ' (edited)');
  const last = rows.at(-1) ?? nothing;
  return last.width + mark.width <= columns
    ? [...rows.slice(0, -1), glue(last, mark)]
    : [...rows, paint.draw('dim', '(edited)')];
}

function outgoingRows(paint: Paint, row: OutboxRow, columns: number): Drawn[] {
  const style: Style = row.state === 'sent' ? 'plain' : 'dim';
  const rows = wrap(toSafeText(row.content), columns).map((line) => paint.draw(style, line));
  if (row.state === 'sent') return rows;
  if (row.state === 'failed') {
    const why = wrap(
      toSafeText(`not sent: ${row.reason?.message ?? ''} Select it with ↑, then r sends it again, d discards it.`),
      columns,
    );
    return [...rows, ...why.map((line) => paint.draw('danger', line))];
  }
  const last = rows.at(-1) ?? nothing;
  const mark = paint.draw('dim', ' …');
  return last.width + mark.width <= columns ? [...rows.slice(0, -1), glue(last, mark)] : rows;
}

/** One's own name and addresses of the web stand out; all else is as it was written. */
function textRow(paint: Paint, style: Style, line: SafeText, me: SafeText | null): Drawn {
  const pattern = /https?:\/\/[^\s<>"']+|(?<![\w@.-])@[A-Za-z0-9][A-Za-z0-9_.-]*/g;
  const parts: Drawn[] = [];
  let at = 0;
  for (const match of line.matchAll(pattern)) {
    const [found] = match;
    if (found.startsWith('@') && found.slice(1).toLowerCase() !== me?.toLowerCase()) continue;
    parts.push(
      paint.draw(style, line.slice(at, match.index)),
      paint.draw(found.startsWith('@') ? 'accentBold' : 'underline', found),
    );
    at = match.index + found.length;
  }
  return glue(...parts, paint.draw(style, line.slice(at)));
}

/** ── words ───────── across the pane. */
export function ruled(paint: Paint, style: Style, words: string, width: number): Drawn {
  const after = Math.max(0, width - gutter - widthOf(words) - 6);
  return padTo(glue(space(gutter), paint.draw(style, `── ${words} ${'─'.repeat(after)}`)), 0);
}

function timeOf(item: Item): string {
  return item.type === 'message' ? item.message.timestamp : new Date(item.row.createdAt).toISOString();
}

function authorOf(item: Item): SafeText {
  return item.type === 'message' ? item.message.user.username : item.username;
}
