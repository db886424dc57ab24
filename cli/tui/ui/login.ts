// The session of the moment: begun with a token, ended by the person or by the host.
import { ChannelId } from '../../../common/ids.ts';
import { inOrder } from '../../store/select.ts';
import { emptyState } from '../../store/state.ts';
import { openSession, type Session } from '../session/session.ts';
import type { App } from './app.ts';
import { emptyForm } from './form.ts';
import { openTheChannel } from './navigate.ts';

export interface Login {
  readonly session: () => Session | null;
  readonly start: (token: string) => void;
  readonly stop: () => void;
}

export function createLogin(theApp: () => App): Login {
  let session: Session | null = null;
  let stopLooking: () => void = () => {};
  const stop = () => {
    stopLooking();
    session?.close();
    session = null;
  };
  return {
    session: () => session,
    start(token) {
      stop();
      const app = theApp();
      stopLooking = app.store.subscribe(() => lookAtLink(app));
      session = openSession({
        url: app.about.url,
        token,
        store: app.store,
        disk: app.disk,
        onReady: () => firstChannel(app),
      });
    },
    stop,
  };
}

/** Where one was last time, else where something waits, else the first room. */
function firstChannel(app: App): void {
  const state = app.store.get();
  if (state.open !== null) return;
  const before = ChannelId.safeParse(app.disk.note('open'));
  const all = Object.values(inOrder(state)).flat();
  const held = before.success ? all.find((channel) => channel.id === before.data) : undefined;
  const first = held ?? all.find((channel) => channel.marker.unread > 0) ?? all[0];
  if (first !== undefined) openTheChannel(app, first.id);
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
  void app.outside.forget();
  app.set({ screen: 'form', form: emptyForm('login', connection.reason), layer: null });
  app.store.apply({ type: 'connection', connection: emptyState.connection });
}
