// The times that a host asks for, held within what is good for both: a timer of 3e9 ms or of -1 would ring at once, for ever.

const shortestMs = 1000;
const momentMs = 100;
const longestMs = 10 * 60_000;

/** Between heartbeats, and before coming back. */
export function patience(askedMs: number): number {
  return Math.min(longestMs, Math.max(shortestMs, askedMs));
}

/** Before the same request is tried again; a host may well mean a moment. */
export function pauseBeforeRepeat(askedMs: number): number {
  return Math.min(longestMs, Math.max(momentMs, askedMs));
}
