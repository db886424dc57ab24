// The session of the moment: begun with a token, ended by the person or by the host.
import { openSession, type Session } from '../session/session.ts';
import { forgetScreen, saveScreen, showScreen } from '../session/snapshot.ts';
import type { App } from './app.ts';
import { emptyForm } from './form.ts';
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
  let stopLooking: () => void = () => {};
  const stop = () => {
    stopLooking();
    session?.close();
    session = null;
    current = null;
  };
  const keep = () => {
    const app = theApp();
    if (current !== null) saveScreen(app.disk, app.store, current);
  };
  return {
    session: () => session,
    start(token) {
      stop();
      const app = theApp();
      const shown = app.store.get().me === null ? showScreen(app.disk, app.store, token) : null;
      if (shown !== null) openTheChannel(app, shown);
      stopLooking = app.store.subscribe(() => lookAtLink(app));
      current = token;
      session = openSession({
        url: app.about.url,
        token,
        store: app.store,
        disk: app.disk,
        onReady: () => firstChannel(app),
      });
    },
    keep,
    end() {
      const app = theApp();
      if (current !== null) forgetScreen(app.disk, current);
      stop();
      app.store.apply({ type: 'forgotten' });
    },
    stop,
  };
}

let tick: NodeJS.Timeout | null = null;

/** The seconds to the next attempt are counted on the screen; otherwise nothing runs. */
function lookAtLink(app: App): void {
  const { connection } = app.store.get();
  if (connection.type === 'waiting' && tick === null) {
    app.set({ now: Date.now() });
    tick = setTimeout(() => {
      tick = null;
      lookAtLink(app);
    }, 1000);
  }
  if (connection.type !== 'logged out' || app.ui().screen === 'form') return;
  saveDraft(app);
  void app.outside.forget();
  app.outside.stop();
  app.set({ screen: 'form', form: emptyForm('login', connection.reason), layer: null });
}
