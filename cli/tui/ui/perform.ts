// What each action of the keymap does.
import { putAway } from './banner.ts';
import { applyEdit } from '../editor/edit-keys.ts';
import { withText } from '../editor/editor.ts';
import type { Action, ActionName } from '../keymap.ts';
import { divide } from '../view/chat.ts';
import { composerColumns } from '../view/composer.ts';
import { channelNow, type App } from './app.ts';
import { showAuthor } from './card.ts';
import { complete, wordsFor } from './complete.ts';
import { answerQuestion, changeQuery, choose, moveInLayer, openSwitcher } from './layers.ts';
import { goToUnread, openTheChannel, scrollBy, scrollTo, setAnchor, stepChannel } from './navigate.ts';
import { toggleBlocked } from './open-blocked.ts';
import {
  copySelected,
  deleteSelected,
  editSelected,
  moveSelection,
  pinSelected,
  reportSelected,
  retrySelected,
  startSelecting,
  stopSelecting,
} from './select-message.ts';
import { backInPanel, changePanelText, changeTop, panelRows, panelText, reloadPanel } from './panel.ts';
import { takeText } from './panel-actions.ts';
import { recall, submit } from './write.ts';

export function perform(app: App, action: Action): void {
  if (action.type === 'edit') editText(app, action);
  else handlers[action.type](app);
}

const handlers: Readonly<Record<ActionName, (app: App) => void>> = {
  send: submit,
  complete: (app) => completeWord(app, 1),
  'complete back': (app) => completeWord(app, -1),
  up: (app) => verticalOr(app, 'row up'),
  down: (app) => verticalOr(app, 'row down'),
  'page up': (app) => read(app, -pageRows(app)),
  'page down': (app) => read(app, pageRows(app)),
  'scroll up': (app) => read(app, -3),
  'scroll down': (app) => read(app, 3),
  top: (app) => (app.ui().layer === null ? scrollTo(app, 'top') : moveInLayer(app, -Infinity)),
  bottom: (app) => {
    if (app.ui().layer !== null) return moveInLayer(app, Infinity);
    app.set({ mode: { type: 'write' } });
    scrollTo(app, 'bottom');
  },
  'first unread': (app) => scrollTo(app, 'first unread'),
  'next unread': goToUnread,
  'next channel': (app) => stepChannel(app, 1),
  'previous channel': (app) => stepChannel(app, -1),
  'last channel': (app) => {
    const { lastChannel } = app.ui();
    if (lastChannel !== null) openTheChannel(app, lastChannel);
  },
  switcher: (app) => (app.ui().layer?.type === 'switcher' ? moveInLayer(app, -1) : openSwitcher(app)),
  help: toggleHelp,
  members: toggleMembers,
  redraw: (app) => app.outside.redraw(),
  suspend: (app) => app.outside.suspend(),
  interrupt,
  cancel,
  select: startSelecting,
  'select up': (app) => (app.ui().layer === null ? moveSelection(app, -1) : moveInLayer(app, -1)),
  'select down': (app) => (app.ui().layer === null ? moveSelection(app, 1) : moveInLayer(app, 1)),
  'edit message': editSelected,
  'delete message': deleteSelected,
  'copy message': copySelected,
  'pin message': pinSelected,
  'report message': reportSelected,
  retry: retrySelected,
  'open blocked': toggleBlocked,
  profile: showAuthor,
  choose,
  filter: (app) => changeTop(app, (frame) => ({ ...frame, typing: frame.pending === null ? 'filter' : 'nothing' })),
  reload: reloadPanel,
  'take text': takeText,
  yes: (app) => answerQuestion(app, 'yes'),
  no: (app) => answerQuestion(app, 'no'),
  // Enter is pressed without reading: it does nothing to what cannot be taken back.
  'yes to a paste': (app) => {
    const { layer } = app.ui();
    if (layer?.type === 'question' && layer.next.type === 'paste') answerQuestion(app, 'yes');
  },
  // Forms answer these themselves (form-keys.ts).
  'next field': () => {},
  'previous field': () => {},
  submit: () => {},
  'other form': () => {},
};

function pageRows(app: App): number {
  if (isPanel(app)) return panelRows(app);
  return Math.max(1, divide(app.paint, app.store.get(), app.ui()).body - 4);
}

function isPanel(app: App): boolean {
  return app.ui().layer?.type === 'panel';
}

function toggleHelp(app: App): void {
  const { layer } = app.ui();
  if (layer?.type === 'help') return app.set({ layer: layer.under ?? null });
  app.set({ layer: { type: 'help', from: 0, ...(layer?.type === 'panel' && { under: layer }) } });
}

/** Through the help when it is open, else through the conversation. */
function read(app: App, rows: number): void {
  if (app.ui().layer === null) scrollBy(app, rows);
  else moveInLayer(app, rows);
}

function editText(app: App, action: Extract<Action, { type: 'edit' }>): void {
  const { layer, editor, columns } = app.ui();
  if (layer?.type === 'switcher') {
    if (action.edit !== 'newline') changeQuery(app, applyEdit(layer.query, action.edit, 1000));
    return;
  }
  const text = panelText(app);
  if (text !== null) {
    if (action.edit !== 'newline') changePanelText(app, applyEdit(text, action.edit, 1000));
    return;
  }
  app.set({ editor: applyEdit(editor, action.edit, composerColumns(columns)), completion: null });
}

/** A row up or down in the text; at its edge, one's own lines from before. */
function verticalOr(app: App, edit: 'row up' | 'row down'): void {
  const { editor, columns, layer } = app.ui();
  if (layer !== null) return moveInLayer(app, edit === 'row up' ? -1 : 1);
  const moved = applyEdit(editor, edit, composerColumns(columns));
  if (moved !== editor) app.set({ editor: moved });
  else if (app.ui().mode.type === 'write') recall(app, edit === 'row up' ? -1 : 1);
}

function completeWord(app: App, by: 1 | -1): void {
  const { editor, completion, layer } = app.ui();
  if (layer === null) app.set(complete(editor, completion, by, wordsFor(app.store.get(), app.commands)));
}

function toggleMembers(app: App): void {
  const showMembers = !app.ui().showMembers;
  const channel = channelNow(app);
  if (showMembers && channel !== null) app.session()?.sync.loadMembers(channel.id);
  app.set({ showMembers });
}

/** The first Ctrl+C empties the line, which Ctrl+_ brings back; the next one leaves. */
function interrupt(app: App): void {
  const { editor, leaving, layer, mode, screen } = app.ui();
  if (screen === 'form') return app.outside.quit();
  if (layer !== null || mode.type !== 'write') return cancel(app);
  if (editor.text !== '') return app.set({ editor: withText(editor, ''), leaving: false, completion: null });
  if (leaving) return app.outside.quit();
  app.set({ leaving: true });
}

function cancel(app: App): void {
  const { layer, completion, notice, mode } = app.ui();
  if (layer?.type === 'panel') return backInPanel(app);
  if (layer !== null) return app.set({ layer: 'under' in layer ? (layer.under ?? null) : null });
  if (mode.type === 'edit') {
    app.set({ editor: mode.before, notice: null });
    return stopSelecting(app);
  }
  if (notice !== null) return app.set({ notice: null });
  if (mode.type === 'select') return stopSelecting(app);
  if (completion !== null) return app.set({ completion: null });
  if (app.store.get().anchor !== null) return setAnchor(app, null);
  putAway(app);
}
