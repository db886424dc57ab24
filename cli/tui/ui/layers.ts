// The switcher, the help and questions: what stands before the conversation for a moment.
import { makeSafe } from '../../../common/safe-text.ts';
import { isFailure } from '../../net/caller.ts';
import { emptyEditor, insert, type Editor } from '../editor/editor.ts';
import { divide } from '../view/chat.ts';
import { cardLast } from '../view/card.ts';
import { helpGroups, helpLast } from '../view/help.ts';
import { say, type App } from './app.ts';
import { listRooms } from './directory.ts';
import { openTheChannel } from './navigate.ts';
import { moveInPanel } from './panel.ts';
import { chooseInPanel, doAction } from './panel-actions.ts';
import { runWords } from './run-line.ts';
import { deleteNow, stopSelecting } from './select-message.ts';
import { candidates } from '../model/candidates.ts';

export function openSwitcher(app: App): void {
  app.set({ layer: { type: 'switcher', query: emptyEditor, index: 0, directory: [] } });
  searchDirectory(app, '');
}

/** The rooms of the host that match; what the client knows itself is shown at once. */
function searchDirectory(app: App, text: string): void {
  if (text.startsWith('@') || /\s/.test(text)) return;
  void listRooms(app, text).then((directory) => {
    const { layer } = app.ui();
    if (directory !== null && layer?.type === 'switcher') app.set({ layer: { ...layer, directory } });
  });
}

export function changeQuery(app: App, query: Editor): void {
  const { layer } = app.ui();
  if (layer?.type !== 'switcher') return;
  app.set({ layer: { ...layer, query, index: query.text === layer.query.text ? layer.index : 0 } });
  if (query.text !== layer.query.text) searchDirectory(app, query.text);
}

export function moveInLayer(app: App, by: number): void {
  const { layer } = app.ui();
  if (layer?.type === 'switcher') {
    const found = candidates(app.store.get(), app.ui(), layer);
    if (found.length > 0) app.set({ layer: { ...layer, index: (layer.index + by + found.length) % found.length } });
  } else if (layer?.type === 'card') {
    const { pane, body } = divide(app.paint, app.store.get(), app.ui());
    const last = cardLast(app.paint, layer, { width: pane, height: body, now: app.ui().now });
    app.set({ layer: { ...layer, from: Math.max(0, Math.min(last, layer.from + by)) } });
  } else if (layer?.type === 'help') {
    const { pane, body } = divide(app.paint, app.store.get(), app.ui());
    const last = helpLast(app.paint, { width: pane, height: body }, helpGroups(app.ui()));
    app.set({ layer: { ...layer, from: Math.max(0, Math.min(last, layer.from + by)) } });
  } else if (layer?.type === 'panel') moveInPanel(app, by);
}

export function choose(app: App): void {
  const { layer } = app.ui();
  if (layer?.type === 'panel') return chooseInPanel(app);
  if (layer?.type !== 'switcher') return;
  const chosen = candidates(app.store.get(), app.ui(), layer)[layer.index];
  if (chosen === undefined) return;
  if (chosen.type === 'panel') {
    app.set({ layer: null });
    return void runWords(app, [chosen.word]);
  }
  if (chosen.type === 'channel') return openTheChannel(app, chosen.id);
  app.set({ layer: null });
  const gateway = app.session()?.gateway;
  const asked =
    chosen.type === 'room'
      ? gateway?.call('channel.join', { channel: chosen.id })
      : gateway?.call('dm.open', { username: chosen.title.replace(/^@/, '') });
  void asked?.then((answer) => {
    if (isFailure(answer)) return say(app, 'error', answer.message);
    app.store.apply({ type: 'joined', channel: makeSafe(answer) });
    openTheChannel(app, answer.id);
  });
}

export function answerQuestion(app: App, answer: 'yes' | 'no'): void {
  const { layer } = app.ui();
  if (layer?.type !== 'question') return;
  app.set({ layer: layer.under ?? null });
  if (answer === 'no') return;
  const { next } = layer;
  switch (next.type) {
    case 'delete':
      return deleteNow(app, next.id);
    case 'discard':
      app.session()?.outbox.discard(next.id);
      return stopSelecting(app);
    case 'action':
      return void doAction(app, next.action, next.answers);
    case 'paste':
      return app.set({ editor: insert(app.ui().editor, next.text), completion: null });
  }
}
