// What the keys of a panel do: the answers that an action wants are asked for, then the question, then it is done.
import { toSafeText } from '../../../common/safe-text.ts';
import { isFailure } from '../../net/caller.ts';
import { emptyEditor } from '../editor/editor.ts';
import { actionsNow, choiceFrame, chosenRow, type Pending } from '../model/panel-frame.ts';
import type { Action } from '../model/panel.ts';
import { say, type App } from './app.ts';
import { changeTop, loadTop, openPanel, panelLayer, push, topFrame } from './panel.ts';
import { ownCaller, visit } from './own-deeds.ts';
import { runWords } from './run-line.ts';

/** Enter: the first action of the chosen row; in a choice, the word itself. */
export function chooseInPanel(app: App): void {
  const frame = topFrame(app);
  const row = frame === undefined ? undefined : chosenRow(frame);
  if (frame === undefined || row === undefined) return;
  if (frame.pending !== null) return answerChoice(app, frame.pending, row.id);
  const [first] = row.actions;
  if (first !== undefined) begin(app, { action: first, answers: [], editor: emptyEditor });
}

/** A key of the panel's own. */
export function panelKey(app: App, key: string): void {
  const frame = topFrame(app);
  if (frame === undefined || frame.pending !== null) return;
  const action = actionsNow(frame).find((one) => one.key === key);
  if (action !== undefined) begin(app, { action, answers: [], editor: emptyEditor });
}

/** Enter while something is typed. */
export function takeText(app: App): void {
  const frame = topFrame(app);
  if (frame?.typing === 'filter') return changeTop(app, (one) => ({ ...one, typing: 'nothing' }));
  if (frame?.typing !== 'answer' || frame.pending === null) return;
  const { action, answers, editor } = frame.pending;
  const text = editor.text.trim();
  if (text === '' && action.asks[answers.length]?.optional !== true) return;
  changeTop(app, (one) => ({ ...one, typing: 'nothing', pending: null }));
  begin(app, { action, answers: [...answers, text], editor: emptyEditor });
}

function answerChoice(app: App, { action, answers }: Pending, answer: string): void {
  const layer = panelLayer(app);
  if (layer === null) return;
  app.set({ layer: { ...layer, stack: layer.stack.slice(0, -1) } });
  begin(app, { action, answers: [...answers, answer], editor: emptyEditor });
}

/** Goes on to what is still to be asked. */
function begin(app: App, pending: Pending): void {
  const { action, answers } = pending;
  const next = action.asks[answers.length];
  if (next?.choices !== undefined) return push(app, choiceFrame(next.label, next.choices, pending));
  if (next !== undefined) return changeTop(app, (frame) => ({ ...frame, typing: 'answer', pending }));
  if (action.confirm === null) return void doAction(app, action, answers);
  const under = panelLayer(app);
  const words = toSafeText(`${action.confirm(answers)} y yes, n no`);
  app.set({ layer: { type: 'question', words, next: { type: 'action', action, answers }, ...(under && { under }) } });
}

export async function doAction(app: App, action: Action, answers: readonly string[]): Promise<void> {
  const deed = action.does(answers);
  if (deed.type === 'open') return openPanel(app, deed.word, deed.subject);
  if (deed.type === 'go') {
    if (!visit(app, deed.server)) say(app, 'error', 'You see no channel in it.');
    return;
  }
  if (deed.type === 'run') await runWords(app, deed.words);
  else {
    const caller = app.session()?.gateway;
    if (caller === undefined) return say(app, 'error', 'You are not logged in.');
    const answer = await deed.ask(ownCaller(app, caller));
    if (isFailure(answer)) say(app, 'error', answer.message);
  }
  if (topFrame(app)?.word !== null) await loadTop(app);
}
