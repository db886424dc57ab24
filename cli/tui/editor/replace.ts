// Puts a text in the place of the one between a position and the caret.
import { insert, remove, type Editor } from './editor.ts';

export function withCaretText(editor: Editor, from: number, text: string): Editor {
  return insert(remove(editor, from, 'forget'), text);
}
