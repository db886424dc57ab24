// How late the event loop is, sampled by a timer; a histogram of it adds up over nodes and scrapes, which percentiles do not.
const everyMs = 20;

/** Calls `onDelay` with the seconds by which each tick was late; answers the function that ends it. */
export function watchEventLoop(onDelay: (seconds: number) => void): () => void {
  let due = performance.now() + everyMs;
  const timer = setInterval(() => {
    const now = performance.now();
    onDelay(Math.max(0, now - due) / 1000);
    due = now + everyMs;
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
