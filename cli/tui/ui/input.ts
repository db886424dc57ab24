// From what the terminal sent to what it means here and now.
import { insert } from '../editor/editor.ts';
import { actionOf, type Context } from '../keymap.ts';
import type { Input } from '../terminal/input.ts';
import type { App } from './app.ts';
import { formAction, typeInForm } from './form-keys.ts';
import { changeQuery } from './layers.ts';
import { perform } from './perform.ts';
import { stopSelecting } from './select-message.ts';
import { changePanelText, panelText } from './panel.ts';
import { panelKey } from './panel-actions.ts';
import type { PanelLayer, UiState } from '../model/state.ts';
import { paste } from './write.ts';

export function takeInput(app: App, input: Input): void {
  if (input.type === 'focus') return app.store.apply({ type: 'focus', focused: input.focused });
  if (input.type === 'kitty') return;
  // Somebody is at the keyboard: they look at this, and they want the connection.
  if (!app.store.get().focused) app.store.apply({ type: 'focus', focused: true });
  app.session()?.gateway.retryNow();
  if (app.ui().leaving && !(input.type === 'key' && input.key === 'ctrl+c')) app.set({ leaving: false });
  if (input.type === 'key') return pressKey(app, input.key);
  if (input.type === 'paste') return pasted(app, input.text);
  typed(app, input.text);
}

/** The contexts of the moment, the innermost first. */
function contextsOf(ui: UiState): Context[] {
  if (ui.screen === 'form') return ['form', 'composer', 'everywhere'];
  if (ui.layer?.type === 'question') return ['question', 'everywhere'];
  if (ui.layer?.type === 'help' || ui.layer?.type === 'card') return ['help', 'everywhere'];
  if (ui.layer?.type === 'panel')
    return isTyping(ui.layer) ? ['panel text', 'composer', 'everywhere'] : ['panel', 'everywhere'];
  if (ui.layer?.type === 'switcher') return ['switcher', 'composer', 'everywhere'];
  if (ui.mode.type === 'select') return ['message', 'everywhere'];
  const composing: Context[] = ['composer', 'everywhere'];
  return ui.editor.text === '' && ui.mode.type === 'write' ? ['empty composer', ...composing] : composing;
}

function isTyping({ stack }: PanelLayer): boolean {
  return stack.at(-1)?.typing !== 'nothing';
}

const outsideForms = new Set(['switcher', 'help', 'select', 'next channel', 'previous channel', 'next unread']);

function pressKey(app: App, key: string): void {
  const ui = app.ui();
  const action = actionOf(contextsOf(ui), key);
  if (action === null) return ui.layer?.type === 'panel' ? panelKey(app, key) : undefined;
  if (ui.screen === 'form') {
    if (['interrupt', 'suspend', 'redraw'].includes(action.type)) return perform(app, action);
    return outsideForms.has(action.type) ? undefined : formAction(app, action);
  }
  perform(app, action);
}

function typed(app: App, text: string): void {
  const ui = app.ui();
  if (ui.screen === 'form') return typeInForm(app, text);
  if (ui.layer?.type === 'switcher') return changeQuery(app, insert(ui.layer.query, text));
  const panelled = panelText(app);
  if (panelled !== null) return changePanelText(app, insert(panelled, text));
  if (ui.layer !== null) return typedKeys(app, text);
  if (ui.mode.type === 'select') {
    const letters = Array.from(text);
    if (letters.every((letter) => actionOf(['message'], letter) !== null)) {
      for (const letter of letters) pressKey(app, letter);
      return;
    }
    // Whoever types on means to write.
    stopSelecting(app);
    return typed(app, text);
  }
  const action = ui.editor.text === '' && ui.mode.type === 'write' ? actionOf(['empty composer'], text) : null;
  if (action !== null) return perform(app, action);
  // An answer of several lines may be what one is writing about; a sentence has been read.
  const notice = ui.notice !== null && ui.notice.lines.length > 1 ? ui.notice : null;
  app.set({ editor: insert(ui.editor, text), completion: null, historyAt: null, notice });
  const { open } = app.store.get();
  if (open !== null && ui.mode.type === 'write' && !app.ui().editor.text.startsWith('/'))
    app.session()?.marker.typing(open);
}

/** Letters are keys here, each by itself even when they came together; what follows a key that asks for text is text. */
function typedKeys(app: App, text: string): void {
  const letters = Array.from(text);
  for (const [i, letter] of letters.entries()) {
    if (app.ui().layer === null || panelText(app) !== null) return typed(app, letters.slice(i).join(''));
    pressKey(app, letter === ' ' ? 'space' : letter);
  }
}

function pasted(app: App, text: string): void {
  const ui = app.ui();
  if (ui.screen === 'form') return typeInForm(app, text);
  if (ui.layer?.type === 'switcher') return changeQuery(app, insert(ui.layer.query, text.replaceAll('\n', ' ')));
  const panelled = panelText(app);
  if (panelled !== null) return changePanelText(app, insert(panelled, text.replaceAll('\n', ' ')));
  if (ui.layer !== null) return;
  if (ui.mode.type === 'select') stopSelecting(app);
  paste(app, text);
}
