// Panels: opening them, loading what they list, and going through it. What their actions do is in panel-actions.ts.
import type { Event } from '../../../common/events.ts';
import { toSafeText } from '../../../common/safe-text.ts';
import { isFailure } from '../../net/caller.ts';
import { emptyEditor, type Editor } from '../editor/editor.ts';
import { emptyFrame, isSame, moved, outputFrame, withFilter, withList, type PanelFrame } from '../model/panel-frame.ts';
import type { Panel, Subject } from '../model/panel.ts';
import type { PanelLayer } from '../model/state.ts';
import { divide } from '../view/chat.ts';
import { panelPage } from '../view/panel.ts';
import { hasPass } from '../../look/applied.ts';
import { say, type App } from './app.ts';
import { readLooks } from './looks.ts';

/** Over the panel that is open, or over the conversation. */
export function openPanel(app: App, word: string, subject: Subject | null): void {
  const panel = panelOf(app, word);
  if (panel === undefined) return say(app, 'error', `There is no list ${word}.`);
  // A subject that was typed is its own name, and may be an id; the list itself says then what it is about.
  const title = subject === null || subject.name === subject.id ? panel.title : `${panel.title}: ${subject.name}`;
  push(app, emptyFrame(word, title, subject, panel.empty));
  void loadTop(app);
}

export function showOutput(app: App, title: string, lines: readonly string[]): void {
  push(app, outputFrame(title, lines));
}

export function panelOf(app: App, word: string | null): Panel | undefined {
  return app.panels.find((panel) => panel.word === word);
}

export function panelLayer(app: App): PanelLayer | null {
  const { layer } = app.ui();
  if (layer?.type === 'panel') return layer;
  return layer !== null && 'under' in layer ? (layer.under ?? null) : null;
}

export function topFrame(app: App): PanelFrame | undefined {
  return panelLayer(app)?.stack.at(-1);
}

export function push(app: App, frame: PanelFrame): void {
  app.set({ layer: { type: 'panel', stack: [...(panelLayer(app)?.stack ?? []), frame] } });
}

/** Puts `next` in the place of `before`, wherever it stands by now; nothing happens when it is gone. */
export function replaceFrame(app: App, before: PanelFrame, next: PanelFrame): void {
  const { layer } = app.ui();
  const panels = panelLayer(app);
  if (layer === null || panels === null || before === next || !panels.stack.includes(before)) return;
  const held: PanelLayer = { ...panels, stack: panels.stack.map((frame) => (frame === before ? next : frame)) };
  if (layer.type === 'question' || layer.type === 'help' || layer.type === 'card')
    app.set({ layer: { ...layer, under: held } });
  else app.set({ layer: held });
}

/** Changes the list on top. */
export function changeTop(app: App, change: (frame: PanelFrame) => PanelFrame): void {
  const frame = topFrame(app);
  if (frame !== undefined) replaceFrame(app, frame, change(frame));
}

/** One step back: what is being typed, the filter, the list itself. */
export function backInPanel(app: App): void {
  const { layer } = app.ui();
  const frame = topFrame(app);
  if (layer?.type !== 'panel' || frame === undefined) return;
  if (frame.typing === 'answer') return changeTop(app, (one) => ({ ...one, typing: 'nothing', pending: null }));
  if (frame.filter.text !== '' || frame.typing === 'filter')
    return changeTop(app, (one) => ({ ...withFilter(one, emptyEditor), typing: 'nothing' }));
  const stack = layer.stack.slice(0, -1);
  app.set({ layer: stack.length === 0 ? null : { ...layer, stack } });
  // It may have changed while another one stood over it.
  if (stack.length > 0) void loadTop(app);
}

export function moveInPanel(app: App, by: number): void {
  changeTop(app, (frame) => moved(frame, by));
}

export function panelRows(app: App): number {
  const { pane, body } = divide(app.paint, app.store.get(), app.ui());
  const { layer } = app.ui();
  return layer?.type === 'panel' ? panelPage(layer, pane, body) : 1;
}

/** The text that is being typed in the list on top; null: none. */
export function panelText(app: App): Editor | null {
  const { layer } = app.ui();
  const frame = layer?.type === 'panel' ? layer.stack.at(-1) : undefined;
  if (frame?.typing === 'filter') return frame.filter;
  return frame?.typing === 'answer' ? (frame.pending?.editor ?? null) : null;
}

export function changePanelText(app: App, editor: Editor): void {
  changeTop(app, (frame) => {
    if (frame.typing === 'filter') return withFilter(frame, editor);
    return frame.pending === null ? frame : { ...frame, pending: { ...frame.pending, editor } };
  });
}

/** What is being loaded, and whether once more because something happened meanwhile; and when events last made it so. */
interface Loading {
  readonly running: Map<string, { again: boolean }>;
  timer: NodeJS.Timeout | null;
  reloadedAt: number;
}
const loadings = new WeakMap<App, Loading>();

function loadingOf(app: App): Loading {
  const held = loadings.get(app) ?? { running: new Map(), timer: null, reloadedAt: 0 };
  loadings.set(app, held);
  return held;
}

/** Loads what is on top, each list once at a time. What is shown stays until the answer is there. */
export async function loadTop(app: App): Promise<void> {
  const frame = topFrame(app);
  if (frame === undefined || frame.word === null) return;
  const { running } = loadingOf(app);
  const key = JSON.stringify([frame.word, frame.subject]);
  const before = running.get(key);
  if (before !== undefined) {
    before.again = true;
    return;
  }
  const mine = { again: false };
  running.set(key, mine);
  do {
    mine.again = false;
    await loadOnce(app, frame.word, frame.subject);
  } while (mine.again);
  running.delete(key);
}

async function loadOnce(app: App, word: string, subject: Subject | null): Promise<void> {
  const panel = panelOf(app, word);
  const session = app.session();
  if (panel === undefined || session === null) return;
  const { me, open } = app.store.get();
  const list = await panel.load(
    {
      caller: session.gateway,
      me: me?.id ?? null,
      here: open,
      looks: () => readLooks(app),
      hasPass: hasPass(me, Date.now()),
    },
    subject,
  );
  if (app.session() !== session) return;
  // What one did meanwhile, like moving, is in the frame that stands there by now.
  const now = panelLayer(app)?.stack.find((frame) => frame.word === word && frame.subject === subject);
  if (now === undefined) return;
  if (isFailure(list)) {
    // What was there is shown on, with a word that it could not be asked for again.
    if (now.state === 'there') return say(app, 'error', list.message);
    return replaceFrame(app, now, { ...now, state: { failed: toSafeText(list.message) } });
  }
  const next = withList(now, list);
  if (!isSame(now, next)) replaceFrame(app, now, next);
}

/** A stream of events makes one reload in this time: a list may take many requests. */
const reloadEveryMs = 1000;

export function panelEvents(app: App, events: readonly Pick<Event, 'type'>[]): void {
  const on = panelOf(app, topFrame(app)?.word ?? null)?.on ?? [];
  const loading = loadingOf(app);
  if (loading.timer !== null || !events.some(({ type }) => on.includes(type))) return;
  const reload = () => {
    loading.timer = null;
    loading.reloadedAt = Date.now();
    void loadTop(app);
  };
  loading.timer = setTimeout(reload, Math.max(0, loading.reloadedAt + reloadEveryMs - Date.now())).unref();
}

/** What could not be loaded is tried again, on a key or with a new connection. */
export function reloadPanel(app: App): void {
  changeTop(app, (frame) => (typeof frame.state === 'object' ? { ...frame, state: 'loading' } : frame));
  void loadTop(app);
}
