// This process is the clock of the run: where it is held up itself, it must not call others late.
import type { Journal } from './people/journal.ts';

const everyMs = 50;
const delayMaxMs = 200;

export function watchOwnDelay(journal: Journal): () => void {
  let last = journal.now();
  const timer = setInterval(() => {
    const now = journal.now();
    if (now - last > everyMs + delayMaxMs) journal.add({ type: 'held', at: last, until: now, why: 'this process' });
    last = now;
  }, everyMs);
  return () => clearInterval(timer);
}
