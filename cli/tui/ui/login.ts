// The session of the moment: begun with a token, ended by the person or by the host.
import type { SafeEvent } from '../../net/parse.ts';
import { openSession, type Session } from '../session/session.ts';
import { forgetScreen, saveScreen, showScreen } from '../session/snapshot.ts';
import { emptyEditor } from '../editor/editor.ts';
import type { App } from './app.ts';
import { emptyForm } from '../model/form.ts';
import { watchGone } from './gone.ts';
import { noticePeople } from './notice-people.ts';
import { panelEvents, reloadPanel } from './panel.ts';
import { firstChannel, openTheChannel, saveDraft } from './navigate.ts';

export interface Login {
  readonly session: () => Session | null;
  readonly start: (token: string) => void;
  /** Keeps the screen for the next start of this login. */
  readonly keep: () => void;
  /** The login is over: nothing of it stays here. */
  readonly end: () => void;
  readonly stop: () => void;
}

export function createLogin(theApp: () => App): Login {
  let session: Session | null = null;
  let current: string | null = null;
  let tick: NodeJS.Timeout | null = null;
  let stopLooking: () => void = () => {};
  const stop = () => {
    stopLooking();
    if (tick !== null) clearTimeout(tick);
    tick = null;
    session?.close();
    session = null;
    current = null;
  };
  const keep = () => {
    const app = theApp();
    if (current !== null) saveScreen(app.disk, app.store, current);
  };
  /** The seconds to the next attempt are counted on the screen; otherwise nothing runs. */
  const countDown = (app: App) => {
    if (tick !== null || app.store.get().connection.type !== 'waiting') return;
    app.set({ now: Date.now() });
    tick = setTimeout(() => {
      tick = null;
      countDown(app);
    }, 1000);
  };
  return {
    session: () => session,
    start(token) {
      stop();
      const app = theApp();
      const shown = app.store.get().me === null ? showScreen(app.disk, app.store, token) : null;
      if (shown !== null) openTheChannel(app, shown);
      const lookForGone = watchGone(app);
      stopLooking = app.store.subscribe(() => {
        lookForGone();
        countDown(app);
        endIfLoggedOut(app);
      });
      current = token;
      session = openSession({
        url: app.about.url,
        token,
        store: app.store,
        disk: app.disk,
        onReady: () => isReady(app, lookForGone),
        onEvents: (events) => eventsCame(app, events),
      });
    },
    keep,
    end() {
      const app = theApp();
      if (current !== null) forgetScreen(app.disk, current);
      stop();
      forgetAll(app);
    },
    stop,
  };
}

function isReady(app: App, lookForGone: () => void): void {
  // Before another channel takes the place of one that is gone.
  lookForGone();
  firstChannel(app);
  reloadPanel(app);
}

function forgetAll(app: App): void {
  app.store.apply({ type: 'forgotten' });
  const writing = { editor: emptyEditor, mode: { type: 'write' }, history: [], historyAt: null } as const;
  app.set({ ...writing, layer: null, lastChannel: null });
}

function endIfLoggedOut(app: App): void {
  const { connection } = app.store.get();
  if (connection.type !== 'logged out' || app.ui().screen === 'form') return;
  saveDraft(app);
  void app.outside.forget();
  app.outside.stop();
  app.set({ screen: 'form', form: emptyForm('login', connection.reason), layer: null });
}

function eventsCame(app: App, events: readonly SafeEvent[]): void {
  panelEvents(app, events);
  noticePeople(app, events);
}
