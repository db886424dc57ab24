// Shows the banner that is due, by the client's own clock, until the person puts it away.
import { bannersAt, type Banner } from '../model/banner.ts';
import type { ClientState } from '../../store/state.ts';
import type { App } from './app.ts';

/** The longest that a timer of Node can wait, about 24 days. */
const timerMaxMs = 2 ** 31 - 1;

const noteOf = (kind: Banner['kind']) => `put away: ${kind}`;

/** The result is to be called after every change; in between it looks only when something begins or ends. */
export function watchBanner(app: App, now: () => number = Date.now): () => void {
  let timer: NodeJS.Timeout | null = null;
  let known: Pick<ClientState, 'host' | 'me'> | null = null;
  const look = () => {
    const { host, me } = app.store.get();
    if (known !== null && known.host === host && known.me === me) return;
    known = { host, me };
    show();
  };
  const show = () => {
    const { host, me } = app.store.get();
    const { banners, next } = bannersAt({ host, me }, now());
    const banner = due(app, banners);
    if (banner?.words !== app.ui().banner?.words) app.set({ banner });
    if (timer !== null) clearTimeout(timer);
    timer = next === null ? null : setTimeout(show, Math.min(timerMaxMs, next - now())).unref();
  };
  return look;
}

function due({ disk }: App, banners: readonly Banner[]): Banner | null {
  return banners.find(({ kind, key }) => disk.note(noteOf(kind)) !== key) ?? null;
}

/** Answers whether there was one. */
export function putAway(app: App, now = Date.now()): boolean {
  const { banner } = app.ui();
  if (banner === null) return false;
  app.disk.saveNote(noteOf(banner.kind), banner.key);
  app.set({ banner: due(app, bannersAt(app.store.get(), now).banners) });
  return true;
}
