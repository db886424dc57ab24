// An emptied composer: its text becomes history and the draft is over.
import { emptyEditor } from '../editor/editor.ts';
import { draftKey, type App } from './app.ts';

const historyMax = 100;

export function cleared(app: App, text: string): void {
  const history = inHistory(app.ui().history, text);
  app.set({ editor: emptyEditor, history, historyAt: null, notice: null, completion: null });
  const key = draftKey(app);
  if (key !== null) app.disk.saveDraft(key, '');
}

/** One's own lines with one more, but not the same twice in a row. */
export function inHistory(history: readonly string[], text: string): readonly string[] {
  return history.at(-1) === text ? history : [...history.slice(1 - historyMax), text];
}
