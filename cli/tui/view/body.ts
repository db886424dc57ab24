// What somebody wrote, as rows: wrapped, with what stands out marked, and what became of it.
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import type { OutboxRow } from '../../store/state.ts';
import { glue, nothing, type Drawn, type Paint, type Style } from '../paint/paint.ts';
import { wrap } from '../text/wrap.ts';
import type { Item } from './item.ts';

/** The text of a message in rows of at most `columns`; `me`: one's own name, marked where others write it. */
export function bodyRows(paint: Paint, item: Item, columns: number, me: SafeText | null): Drawn[] {
  if (item.type === 'outgoing') return outgoingRows(paint, item.row, columns);
  const { message } = item;
  if (message.deleted_at !== null) return [paint.draw('dim', 'deleted')];
  const lines = wrap(message.content, columns);
  const rows = lines.map((line) => textRow(paint, 'plain', line, me));
  const marks = [message.edited_at === null ? [] : 'edited', message.pinned_at === null ? [] : 'pinned'].flat();
  if (marks.length === 0) return rows;
  const words = `(${marks.join(', ')})`;
  const mark = paint.draw('dim', ` ${words}`);
  const last = rows.at(-1) ?? nothing;
  return last.width + mark.width <= columns
    ? [...rows.slice(0, -1), glue(last, mark)]
    : [...rows, paint.draw('dim', words)];
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
      paint.draw(found.startsWith('@') ? 'mention' : 'underline', found),
    );
    at = match.index + found.length;
  }
  return glue(...parts, paint.draw(style, line.slice(at)));
}
