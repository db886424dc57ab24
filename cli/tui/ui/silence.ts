// A host that has stopped answering, long before the connection is given up: the status line says so, second by second.
import type { App } from './app.ts';

/** Slower answers than this are worth a word. */
const silentMs = 5000;
const tickMs = 1000;

/** The result is to be called after every change; in between it looks only while an answer is owed. */
export function watchAnswers(app: App): () => void {
  let timer: NodeJS.Timeout | null = null;
  const look = () => {
    const since = app.session()?.gateway.waitingSince() ?? null;
    const now = Date.now();
    const silentSince = since !== null && now - since >= silentMs ? since : null;
    const shown = app.ui();
    if (silentSince !== shown.silentSince || (silentSince !== null && now - shown.now >= tickMs))
      app.set({ silentSince, now });
    if (since === null || timer !== null) return;
    timer = setTimeout(
      () => {
        timer = null;
        look();
      },
      silentSince === null ? since + silentMs - now : tickMs,
    );
  };
  return look;
}
