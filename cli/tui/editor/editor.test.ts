import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { widthOf } from '../text/width.ts';
import { applyEdit, type EditAction } from './edit-keys.ts';
import { emptyEditor, insert, type Editor } from './editor.ts';
import { layoutEditor } from './layout.ts';

const typed = (text: string) => insert(emptyEditor, text);
const after = (editor: Editor, ...actions: EditAction[]) =>
  actions.reduce((e, action) => applyEdit(e, action, 40), editor);
/** The text with the caret as a bar. */
const seen = ({ text, caret }: Editor) => `${text.slice(0, caret)}|${text.slice(caret)}`;

test.each<[string, EditAction[], string]>([
  ['one two', ['word left'], 'one |two'],
  ['one two', ['line start'], '|one two'],
  ['one two', ['left', 'left', 'delete to line end'], 'one t|'],
  ['one two-three', ['delete to space'], 'one |'],
  ['one two-three', ['delete word left'], 'one two-|'],
  ['one two', ['delete to line start', 'put back', 'put back'], 'one twoone two|'],
  ['one two', ['delete to space', 'delete to space', 'put back'], 'one two|'],
  ['one two', ['line start', 'delete word right', 'undo'], '|one two'],
  ['a👩🏽‍💻é', ['delete left', 'delete left'], 'a|'],
  ['a👩🏽‍💻', ['left', 'left', 'right', 'delete right'], 'a|'],
  ['one\ntwo', ['row up', 'delete right'], 'one|two'],
  ['日本\nabc', ['row up'], '日|本\nabc'],
])('%j then %j is %j', (text, actions, expected) => {
  expect(seen(after(typed(text), ...actions))).toBe(expected);
});

test('typing is undone by words', () => {
  const editor = ['h', 'i', ' ', 'y', 'o', 'u'].reduce(insert, emptyEditor);
  expect(seen(after(editor, 'undo'))).toBe('hi |');
  expect(seen(after(editor, 'undo', 'undo', 'undo'))).toBe('|');
});

test('the caret is always between two characters and inside its row, whatever is done', () => {
  const actions = fc.constantFrom(
    ...'left,right,word left,row up,row down,delete left,delete right,delete to space,put back,undo,newline'.split(','),
    ...'a,日,👩🏽‍💻,\u200d,\u0301,word ,\t,🇩,🇪,\u001b'.split(','),
    ' ',
  );
  const isAction = (what: string): what is EditAction => /^[a-z]+( [a-z]+)*$/.test(what) && what.length > 3;
  fc.assert(
    fc.property(fc.array(actions, { maxLength: 60 }), (script) => {
      let editor = emptyEditor;
      for (const step of script) {
        editor = isAction(step) ? applyEdit(editor, step, 12) : insert(editor, step);
        const { rows, caret } = layoutEditor(editor, 12);
        expect(editor.caret).toBeGreaterThanOrEqual(0);
        expect(editor.caret).toBeLessThanOrEqual(editor.text.length);
        expect(rows[caret.row]).toBeDefined();
        for (const row of rows) expect(widthOf(row.text)).toBeLessThanOrEqual(11 + 8);
      }
    }),
  );
});
