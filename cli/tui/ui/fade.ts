// A sentence that something went well goes by itself after a while; what was answered and what failed stays until one does something.
import type { Notice } from '../model/state.ts';
import type { App } from './app.ts';

/** Long enough to read it when one looks up from elsewhere. */
export const noticeShownMs = 10_000;

/** The result is to be called after every change; it runs only while there is such a sentence. */
export function watchNotice(app: App): () => void {
  let timer: NodeJS.Timeout | null = null;
  let shown: Notice | null = null;
  return () => {
    const { notice } = app.ui();
    if (notice === shown) return;
    shown = notice;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (notice?.kind !== 'info') return;
    timer = setTimeout(() => {
      timer = null;
      if (app.ui().notice === notice) app.set({ notice: null });
    }, noticeShownMs).unref();
  };
}
