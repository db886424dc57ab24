// When to try again, with full jitter: soon while a host may just be starting anew, up to 30 seconds apart later on.
import { closeTable, type CloseReason } from '../../common/frame.ts';
import { patience } from './patience.ts';

const firstMs = 1000;
const soonMs = 3000;
const longestMs = 30_000;
const atOnceMs = 500;

export interface Attempts {
  /** Failed ones since the connection was last live. */
  readonly failures: number;
  /** The time since then. */
  readonly downMs: number;
}

/** The wait before the next attempt, or null when a person has to act first. `random` is in [0, 1). */
export function waitBeforeRetry(reason: CloseReason | null, attempts: Attempts, random: number): number | null {
  const spread = random * ceiling(attempts);
  if (reason === null) return spread;
  switch (closeTable[reason.code].again) {
    case 'no':
      return null;
    case 'at once':
      return attempts.failures === 0 ? random * atOnceMs : spread;
    case 'later':
      return patience(reason.retry_after_ms ?? 0) + spread;
  }
}

/** 1, 2, 3 seconds, and 3 for as long as half a minute; then a quarter of the time that it has been down. */
function ceiling({ failures, downMs }: Attempts): number {
  const soon = Math.min(soonMs, firstMs * 2 ** failures);
  return downMs < longestMs ? soon : Math.min(longestMs, downMs / 4);
}
