// The first screen of a new user: sign up or log in, with what is wrong beside the field it is about.
import { toSafeText } from '../../../common/safe-text.ts';
import { layoutEditor } from '../editor/layout.ts';
import { drawCut, glue, nothing, padTo, space, type Drawn, type Paint } from '../paint/paint.ts';
import { graphemes } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { fieldsOf, type Field, type Form } from '../model/form.ts';
import type { UiState } from '../model/state.ts';
import { fill, type Frame } from './frame.ts';

const labelColumns = 16;
const margin = 2;

export function formFrame(paint: Paint, ui: UiState): Frame {
  const { form } = ui;
  const width = Math.min(72, ui.columns - margin);
  const rows: Drawn[] = [];
  const say = (style: 'plain' | 'dim' | 'bold' | 'danger', words: string) =>
    rows.push(...wrap(toSafeText(words), width - margin).map((line) => glue(space(margin), paint.draw(style, line))));
  rows.push(nothing);
  say('bold', 'devchat');
  say('dim', form.kind === 'signup' ? `a new account at ${ui.hostUrl}` : `log in at ${ui.hostUrl}`);
  rows.push(nothing);
  let cursor: Frame['cursor'] = null;
  fieldsOf(form).forEach((field, i) => {
    if (i === form.at && !form.busy)
      cursor = { x: margin + labelColumns + caretColumn(form, field, width), y: rows.length };
    rows.push(fieldRow(paint, form, field, i === form.at, width));
    const error = form.errors[field.name];
    if (error !== undefined) {
      const lines = wrap(error, width - labelColumns - margin);
      rows.push(...lines.map((line) => glue(space(margin + labelColumns), paint.draw('danger', line))));
    } else if (ui.rows >= 16) rows.push(nothing);
  });
  rows.push(nothing);
  if (form.message !== null) say(form.calm ? 'plain' : 'danger', form.message);
  if (form.busy) say('plain', form.kind === 'signup' ? 'making the account…' : 'logging in…');
  else rows.push(...hintRows(paint, form, width));
  return { rows: fill(rows, ui.rows, 'below'), cursor };
}

/** The keys, never broken in the middle of one. */
function hintRows(paint: Paint, form: Form, width: number): Drawn[] {
  const other = form.kind === 'signup' ? 'log in instead' : 'make a new account';
  const lines: string[] = [];
  for (const hint of ['Enter goes on', 'Tab next field', `Ctrl+N ${other}`, 'Ctrl+C leaves']) {
    const longer = `${lines.at(-1) ?? ''}   ${hint}`;
    if (lines.length > 0 && longer.length <= width - margin) lines[lines.length - 1] = longer;
    else lines.push(hint);
  }
  return lines.map((line) => glue(space(margin), paint.draw('dim', line)));
}

function fieldRow(paint: Paint, form: Form, field: Field, focused: boolean, width: number): Drawn {
  const label = padTo(drawCut(paint, focused ? 'accentBold' : 'plain', field.label, labelColumns - 2), labelColumns);
  const { text } = form.values[field.name];
  const value =
    text === ''
      ? drawCut(paint, 'dim', field.hint, width - labelColumns)
      : drawCut(paint, 'plain', shown(field, text), width - labelColumns);
  return glue(space(margin), label, value);
}

function caretColumn(form: Form, field: Field, width: number): number {
  const editor = form.values[field.name];
  const masked = {
    ...editor,
    text: shown(field, editor.text),
    caret: shown(field, editor.text.slice(0, editor.caret)).length,
  };
  return Math.min(layoutEditor(masked, 1000).caret.column, width - labelColumns);
}

/** A password is a row of dots, one for each character. */
function shown(field: Field, text: string): string {
  return field.secret ? '•'.repeat(graphemes(text).length) : text;
}
