// Where the text being written stands on the screen: its rows, and the caret's row and column.
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import { graphemes, widthOf } from '../text/width.ts';
import type { Editor } from './editor.ts';

export interface EditorRow {
  readonly text: SafeText;
  /** The part of the editor's text that the row shows. */
  readonly from: number;
  readonly to: number;
}

export interface EditorLayout {
  readonly rows: readonly EditorRow[];
  readonly caret: { readonly row: number; readonly column: number };
}

/** Rows of at most `columns`; the caret may stand behind the last column's character, so one column is kept for it. */
export function layoutEditor(editor: Editor, columns: number): EditorLayout {
  const rows: EditorRow[] = [];
  let caret = { row: 0, column: 0 };
  let from = 0;
  for (const line of editor.text.split('\n')) {
    for (const [start, end] of breakLine(line, Math.max(1, columns - 1))) {
      const row = { text: shown(line.slice(start, end)), from: from + start, to: from + end };
      const isLast = end === line.length;
      const inside = editor.caret >= row.from && (editor.caret < row.to || (isLast && editor.caret === row.to));
      if (inside) caret = { row: rows.length, column: widthOf(shown(line.slice(start, editor.caret - from))) };
      rows.push(row);
    }
    from += line.length + 1;
  }
  return { rows, caret };
}

/** The caret one row up or down, in the same column where the row is long enough; null at the edge. */
export function verticalMove(editor: Editor, columns: number, by: -1 | 1): number | null {
  const { rows, caret } = layoutEditor(editor, columns);
  const row = rows[caret.row + by];
  if (row === undefined) return null;
  let column = 0;
  let at = row.from;
  for (const grapheme of graphemes(editor.text.slice(row.from, row.to))) {
    const width = widthOf(shown(grapheme));
    if (column + width > caret.column) break;
    column += width;
    at += grapheme.length;
  }
  return at;
}

function shown(text: string): SafeText {
  return toSafeText(text.replaceAll('\t', '    '));
}

/** Breaks after spaces where it can, so that a word being typed moves as a whole. */
function breakLine(line: string, columns: number): [start: number, end: number][] {
  const pieces: [number, number][] = [];
  let start = 0;
  let used = 0;
  let at = 0;
  let afterSpace = 0;
  for (const grapheme of graphemes(line)) {
    const width = widthOf(shown(grapheme));
    if (used + width > columns && at > start) {
      const end = afterSpace > start ? afterSpace : at;
      pieces.push([start, end]);
      used = widthOf(shown(line.slice(end, at)));
      start = end;
    }
    used += width;
    at += grapheme.length;
    if (grapheme === ' ') afterSpace = at;
  }
  return [...pieces, [start, line.length]];
}
