// A panel as rows: its title and the way to it, what it lists, what is being asked. Only what fits is laid out.
import { toSafeText } from '../../../common/safe-text.ts';
import { layoutEditor } from '../editor/layout.ts';
import { chosenRow, isOutput, rowsOf, sectionsShown, type PanelFrame } from '../model/panel-frame.ts';
import type { PanelRow, Section } from '../model/panel.ts';
import type { PanelLayer } from '../model/state.ts';
import { drawCut, glue, nothing, padTo, space, spread, type Drawn, type Paint } from '../paint/paint.ts';
import { widthOf } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { fill, type Frame } from './frame.ts';
import { presenceDot } from './sidebar.ts';

const margin = 2;
const gap = 2;
/** Narrower columns say nothing; what is left of them is shown with the chosen row. */
const narrowestColumn = 4;
/** Title and rule. */
const headHeight = 2;

export function panelView(paint: Paint, layer: PanelLayer, width: number, height: number): Frame {
  const frame = layer.stack.at(-1);
  if (frame === undefined) return { rows: [], cursor: null };
  const input = inputRow(paint, frame, width);
  const detail = detailRows(paint, frame, width, height);
  const list = listHeight(frame, width, height);
  const rows = [
    titleRow(paint, layer, frame, width),
    paint.draw('dim', '─'.repeat(width)),
    ...fill(listRows(paint, frame, width, list), list, 'below'),
    ...detail,
    ...(input === null ? [] : [input.row]),
  ];
  return { rows, cursor: input === null || frame.typing === 'nothing' ? null : { x: input.caret, y: rows.length - 1 } };
}

/** So many rows a page has. */
export function panelPage(layer: PanelLayer, width: number, height: number): number {
  const frame = layer.stack.at(-1);
  return frame === undefined ? 1 : Math.max(1, listHeight(frame, width, height) - 1);
}

function listHeight(frame: PanelFrame, width: number, height: number): number {
  const input = showsInput(frame) ? 1 : 0;
  return Math.max(1, height - headHeight - detailHeight(frame, width, height) - input);
}

function titleRow(paint: Paint, { stack }: PanelLayer, frame: PanelFrame, width: number): Drawn {
  const all = frame.sections.reduce((count, { rows }) => count + rows.length, 0);
  const shown = rowsOf(frame).length;
  const words = frame.state !== 'there' || all === 0 ? '' : shown === all ? String(all) : `${shown} of ${all}`;
  const count = paint.draw('dim', words);
  const way = stack.slice(0, -1).map(({ title }) => `${title} › `);
  const room = width - count.width - margin - 2;
  const before = drawCut(paint, 'dim', way.join(''), Math.floor(room / 2));
  const title = drawCut(paint, 'bold', frame.title, room - before.width);
  return spread(glue(space(margin), before, title), glue(count, space(1)), width);
}

function listRows(paint: Paint, frame: PanelFrame, width: number, height: number): Drawn[] {
  const say = (style: 'dim' | 'danger', words: string) =>
    wrap(toSafeText(words), width - margin - 1).map((line) => glue(space(margin), paint.draw(style, line)));
  if (frame.state === 'loading') return say('dim', 'loading…');
  if (typeof frame.state === 'object') return [...say('danger', frame.state.failed), ...say('dim', 'r tries again.')];
  const sections = sectionsShown(frame);
  if (sections.length === 0) return say('dim', nothingWords(frame));
  const chosen = chosenRow(frame);
  if (isOutput(frame)) return outputRows(paint, rowsOf(frame), chosen, { width, height });
  const lines = linesOf(sections);
  const at = lines.findIndex((line) => line.type === 'row' && line.row === chosen);
  const from = firstShown(at, lines.length, height);
  const place = { widths: columnWidths(frame, width), lead: leadWidth(frame.sections) };
  return lines
    .slice(from, from + height)
    .map((line) =>
      line.type === 'heading'
        ? glue(space(margin), drawCut(paint, 'dim', line.words, width - margin - 1))
        : rowOf(paint, line.row, line.row === chosen, place),
    );
}

function firstShown(at: number, count: number, height: number): number {
  return Math.max(0, Math.min(at - Math.floor(height / 2), count - height));
}

/** Lines to read are wrapped: nothing of them stands elsewhere. */
function outputRows(
  paint: Paint,
  rows: readonly PanelRow[],
  chosen: PanelRow | undefined,
  { width, height }: { width: number; height: number },
): Drawn[] {
  const lines = rows.flatMap((row) => {
    const [cell = ''] = row.cells;
    const inside = /^ */.exec(cell)?.[0].length ?? 0;
    const indent = inside < width / 2 ? inside : 0;
    return wrap(toSafeText(cell.slice(indent)), width - margin - indent - 1).map((text) => ({ row, indent, text }));
  });
  const at = lines.findIndex(({ row }) => row === chosen);
  const from = firstShown(at, lines.length, height);
  return lines.slice(from, from + height).map(({ row, indent, text }) => {
    const isChosen = row === chosen;
    const bar = isChosen ? paint.draw('accent', '▌ ') : space(margin);
    return glue(bar, space(indent), paint.draw(isChosen ? 'accentBold' : 'plain', text));
  });
}

function nothingWords(frame: PanelFrame): string {
  return frame.filter.text === '' ? frame.empty : `Nothing here contains "${frame.filter.text}". Esc shows all again.`;
}

type Line = { readonly type: 'heading'; readonly words: string } | { readonly type: 'row'; readonly row: PanelRow };

function linesOf(sections: readonly Section[]): Line[] {
  return sections.flatMap(({ title, rows }) => [
    ...(title === null ? [] : [{ type: 'heading' as const, words: title }]),
    ...rows.map((row) => ({ type: 'row' as const, row })),
  ]);
}

interface Place {
  readonly widths: readonly number[];
  readonly lead: number;
}

function rowOf(paint: Paint, row: PanelRow, chosen: boolean, { widths, lead }: Place): Drawn {
  const bar = chosen ? paint.draw('accent', '▌ ') : space(margin);
  const cells = row.cells.flatMap((cell, i) => {
    const columns = widths[i] ?? 0;
    if (columns === 0) return [];
    const style = i > 0 ? 'dim' : chosen ? 'accentBold' : row.here ? 'bold' : 'plain';
    return [padTo(drawCut(paint, style, cell, columns), columns + gap)];
  });
  return glue(bar, padTo(leadOf(paint, row), lead), ...cells);
}

function leadOf(paint: Paint, row: PanelRow): Drawn {
  if (row.checked !== null) return paint.draw(row.checked ? 'accent' : 'dim', row.checked ? '[x]' : '[ ]');
  if (row.status !== null) return presenceDot(paint, row.status);
  return row.here ? paint.draw('accent', '•') : nothing;
}

function leadWidth(sections: readonly Section[]): number {
  const rows = sections.flatMap((section) => section.rows);
  if (rows.some(({ checked }) => checked !== null)) return 4;
  return rows.some(({ status, here }) => status !== null || here) ? 2 : 0;
}

/** All columns where they fit; else the widest but the name give way, and the last ones go. */
function columnWidths(frame: PanelFrame, width: number): number[] {
  const room = width - margin - leadWidth(frame.sections);
  const fitting = frame.widths.filter((_, i) => (i + 1) * (narrowestColumn + gap) <= room);
  const widths = frame.widths.map((columns, i) => (i < fitting.length ? Math.min(columns, room - gap) : 0));
  for (let excess = total(widths) - room; excess > 0; excess = total(widths) - room) {
    const others = widths.slice(1);
    // The name gives way last.
    const giving = Math.max(...others) > narrowestColumn ? others : widths;
    const widest = Math.max(...giving);
    if (widest <= narrowestColumn) break;
    const next = Math.max(narrowestColumn, ...giving.filter((columns) => columns < widest));
    widths[giving === others ? 1 + others.lastIndexOf(widest) : 0] = Math.max(next, widest - excess);
  }
  return widths;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, columns) => sum + (columns === 0 ? 0 : columns + gap), 0);
}

/** What does not fit, or stands in no column, is read below the list; the place is kept so that the list does not jump. */
function detailHeight(frame: PanelFrame, width: number, height: number): number {
  if (frame.state !== 'there' || isOutput(frame)) return 0;
  const isCut = columnWidths(frame, width).some((columns, i) => columns < (frame.widths[i] ?? 0));
  return frame.hasDetail || isCut ? 1 + Math.max(1, Math.min(4, Math.floor((height - headHeight) / 4))) : 0;
}

function detailRows(paint: Paint, frame: PanelFrame, width: number, height: number): Drawn[] {
  const rows = detailHeight(frame, width, height);
  const row = chosenRow(frame);
  if (rows === 0) return [];
  const whole = row === undefined ? '' : row.cells.filter((cell) => cell !== '').join('  ');
  const isCut = row?.cells.some((cell, i) => widthOf(cell) > (columnWidths(frame, width)[i] ?? 0)) === true;
  const words = [...(isCut ? [toSafeText(whole)] : []), ...(row?.detail ?? [])];
  const lines = words.flatMap((line) => wrap(line, width - margin - 1));
  const drawn = lines.slice(0, rows - 1).map((line) => glue(space(margin), paint.draw('plain', line)));
  return fill([paint.draw('dim', '─'.repeat(width)), ...drawn], rows, 'below');
}

function showsInput(frame: PanelFrame): boolean {
  return frame.typing !== 'nothing' || frame.filter.text !== '';
}

function inputRow(paint: Paint, frame: PanelFrame, width: number): { row: Drawn; caret: number } | null {
  if (!showsInput(frame)) return null;
  const [label, editor] =
    frame.typing === 'answer' && frame.pending !== null
      ? [frame.pending.action.asks[frame.pending.answers.length]?.label ?? '', frame.pending.editor]
      : ['/', frame.filter];
  const prompt = glue(space(margin), drawCut(paint, 'accent', label, Math.floor(width * 0.6)), space(1));
  const { caret, rows } = layoutEditor(
    { ...editor, text: editor.text.replaceAll('\n', ' ') },
    width - prompt.width - 1,
  );
  const text = rows[caret.row]?.text ?? '';
  return { row: glue(prompt, paint.draw('plain', text)), caret: prompt.width + caret.column };
}
