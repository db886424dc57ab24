// The text being written: a string, a caret, and every change as a pure function with its undo.
import { graphemes } from '../text/width.ts';

export interface Editor {
  readonly text: string;
  /** An index into `text`, always between two graphemes. */
  readonly caret: number;
  /** What Ctrl+Y puts back. */
  readonly killed: string;
  readonly past: readonly Snapshot[];
  /** What the last change was, so that typing is undone by words and kills add up. */
  readonly last: 'type' | 'kill' | 'other';
}

export interface Snapshot {
  readonly text: string;
  readonly caret: number;
}

const undoMax = 200;

export const emptyEditor: Editor = { text: '', caret: 0, killed: '', past: [], last: 'other' };

export function withText(editor: Editor, text: string): Editor {
  return changed(editor, text, text.length, 'other');
}

export function insert(editor: Editor, added: string): Editor {
  const text = editor.text.slice(0, editor.caret) + added + editor.text.slice(editor.caret);
  const caret = editor.caret + added.length;
  const typing = editor.last === 'type' && !/\s/.test(added);
  if (typing) return { ...editor, text, caret: onBoundary(text, caret) };
  return changed(editor, text, onBoundary(text, caret), /\s/.test(added) ? 'other' : 'type');
}

export function undo(editor: Editor): Editor {
  const before = editor.past.at(-1);
  return before === undefined ? editor : { ...editor, ...before, past: editor.past.slice(0, -1), last: 'other' };
}

/** Deletes from the caret to `to`, and remembers it for Ctrl+Y unless it is a single character. */
export function remove(editor: Editor, to: number, how: 'forget' | 'keep'): Editor {
  const [from, end] = [Math.min(editor.caret, to), Math.max(editor.caret, to)];
  if (from === end) return editor;
  const gone = editor.text.slice(from, end);
  const text = editor.text.slice(0, from) + editor.text.slice(end);
  const next = changed(editor, text, from, how === 'keep' ? 'kill' : 'other');
  if (how === 'forget') return next;
  if (editor.last !== 'kill') return { ...next, killed: gone };
  return { ...next, killed: to < editor.caret ? gone + editor.killed : editor.killed + gone };
}

export function moveTo(editor: Editor, caret: number): Editor {
  return { ...editor, caret, last: 'other' };
}

export const left = (editor: Editor): number =>
  editor.caret - (graphemes(tail(editor.text.slice(0, editor.caret))).at(-1)?.length ?? 0);

export const right = (editor: Editor): number =>
  editor.caret + (graphemes(editor.text.slice(editor.caret, editor.caret + graphemeMax))[0]?.length ?? 0);

export function lineStart(editor: Editor): number {
  return editor.text.lastIndexOf('\n', editor.caret - 1) + 1;
}

export function lineEnd(editor: Editor): number {
  const end = editor.text.indexOf('\n', editor.caret);
  return end === -1 ? editor.text.length : end;
}

/** The start of the word before the caret; `space`: words are what spaces part, as Ctrl+W counts. */
export function wordLeft(editor: Editor, kind: 'letters' | 'space'): number {
  const before = editor.text.slice(0, editor.caret);
  const match = kind === 'space' ? /\S+\s*$/.exec(before) : /[\p{L}\p{N}\p{M}_]+[^\p{L}\p{N}\p{M}_]*$/u.exec(before);
  return match?.index ?? 0;
}

export function wordRight(editor: Editor): number {
  const after = editor.text.slice(editor.caret);
  const [word] = /^[^\p{L}\p{N}\p{M}_]*[\p{L}\p{N}\p{M}_]*/u.exec(after) ?? [''];
  return editor.caret + word.length;
}

/** No character is longer than this, so that finding one costs the same in a long text. */
const graphemeMax = 64;

function tail(text: string): string {
  return text.slice(-graphemeMax);
}

/** What was inserted may have joined what stands after it (a mark, a joiner); the caret goes behind the whole. */
function onBoundary(text: string, caret: number): number {
  const from = Math.max(0, caret - graphemeMax);
  let at = from;
  for (const grapheme of graphemes(text.slice(from, caret + graphemeMax))) {
    if (at >= caret) break;
    at += grapheme.length;
  }
  return at;
}

function changed(editor: Editor, text: string, caret: number, last: Editor['last']): Editor {
  if (text === editor.text) return { ...editor, caret, last };
  const past = [...editor.past.slice(-undoMax), { text: editor.text, caret: editor.caret }];
  return { ...editor, text, caret, past, last };
}
