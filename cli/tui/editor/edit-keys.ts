// The editing keys of a line of text, as readline has them, on the editor.
import * as edit from './editor.ts';
import type { Editor } from './editor.ts';
import { verticalMove } from './layout.ts';

export type EditAction =
  | 'left'
  | 'right'
  | 'word left'
  | 'word right'
  | 'line start'
  | 'line end'
  | 'row up'
  | 'row down'
  | 'delete left'
  | 'delete right'
  | 'delete word left'
  | 'delete word right'
  | 'delete to space'
  | 'delete to line start'
  | 'delete to line end'
  | 'put back'
  | 'undo'
  | 'newline';

/** The same editor comes back when there is nothing to do, such as a row up on the first row. */
export function applyEdit(editor: Editor, action: EditAction, columns: number): Editor {
  switch (action) {
    case 'left':
      return edit.moveTo(editor, edit.left(editor));
    case 'right':
      return edit.moveTo(editor, edit.right(editor));
    case 'word left':
      return edit.moveTo(editor, edit.wordLeft(editor, 'letters'));
    case 'word right':
      return edit.moveTo(editor, edit.wordRight(editor));
    case 'line start':
      return edit.moveTo(editor, edit.lineStart(editor));
    case 'line end':
      return edit.moveTo(editor, edit.lineEnd(editor));
    case 'row up':
      return vertical(editor, columns, -1);
    case 'row down':
      return vertical(editor, columns, 1);
    case 'delete left':
      return edit.remove(editor, edit.left(editor), 'forget');
    case 'delete right':
      return edit.remove(editor, edit.right(editor), 'forget');
    case 'delete word left':
      return edit.remove(editor, edit.wordLeft(editor, 'letters'), 'keep');
    case 'delete word right':
      return edit.remove(editor, edit.wordRight(editor), 'keep');
    case 'delete to space':
      return edit.remove(editor, edit.wordLeft(editor, 'space'), 'keep');
    case 'delete to line start':
      return edit.remove(editor, edit.lineStart(editor), 'keep');
    case 'delete to line end':
      return edit.remove(
        editor,
        edit.lineEnd(editor) === editor.caret ? edit.right(editor) : edit.lineEnd(editor),
        'keep',
      );
    case 'put back':
      return editor.killed === '' ? editor : edit.insert(editor, editor.killed);
    case 'undo':
      return edit.undo(editor);
    case 'newline':
      return edit.insert(editor, '\n');
  }
}

function vertical(editor: Editor, columns: number, by: -1 | 1): Editor {
  const to = verticalMove(editor, columns, by);
  return to === null ? editor : edit.moveTo(editor, to);
}
