// The rows in which one writes, and where the caret stands.
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import { layoutEditor } from '../editor/layout.ts';
import { drawCut, glue, space, type Drawn, type Paint } from '../paint/paint.ts';
import type { UiState } from '../model/state.ts';

export interface ComposerView {
  readonly rows: readonly Drawn[];
  readonly caret: { readonly row: number; readonly column: number };
}

const promptColumns = 3;
/** One column at the right stays free for the caret. */
export const composerColumns = (columns: number): number => Math.max(10, columns - promptColumns - 1);

export function composerView(paint: Paint, ui: UiState, placeholder: SafeText, maxRows: number): ComposerView {
  const prompt = glue(space(1), paint.draw('accent', ui.mode.type === 'edit' ? '✎' : '›'), space(1));
  if (ui.editor.text === '') {
    const hint = drawCut(paint, 'dim', placeholder, ui.columns - promptColumns - 1);
    return { rows: [glue(prompt, hint)], caret: { row: 0, column: promptColumns } };
  }
  const { rows, caret } = layoutEditor(ui.editor, composerColumns(ui.columns));
  const from = Math.max(0, Math.min(caret.row - maxRows + 1, rows.length - maxRows));
  const shown = rows.slice(from, from + maxRows);
  return {
    rows: shown.map((row, i) => glue(i === 0 ? prompt : space(promptColumns), paint.draw('plain', row.text))),
    caret: { row: caret.row - from, column: promptColumns + caret.column },
  };
}

export function placeholderFor(ui: UiState, title: SafeText | null, no: string | null): SafeText {
  if (ui.mode.type === 'edit') return toSafeText('An empty text deletes nothing; Esc leaves the message as it is');
  if (no !== null) return toSafeText(no);
  return title === null
    ? toSafeText('Ctrl+P finds a room or a person; /create makes a room')
    : toSafeText(`Message ${title}`);
}
