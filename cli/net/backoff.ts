// When to try again: 1 to 30 seconds with full jitter, unless the host says otherwise.
import { closeTable, type CloseReason } from '../../common/frame.ts';

const firstMs = 1000;
const longestMs = 30_000;
const atOnceMs = 500;

/** The wait before attempt `failures + 1`, or null when a person has to act first. `random` is in [0, 1). */
export function waitBeforeRetry(reason: CloseReason | null, failures: number, random: number): number | null {
  const ceiling = Math.min(longestMs, firstMs * 2 ** failures);
  if (reason === null) return random * ceiling;
  switch (closeTable[reason.code].again) {
    case 'no':
      return null;
    case 'at once':
      return failures === 0 ? random * atOnceMs : random * ceiling;
    case 'later':
      return (reason.retry_after_ms ?? 0) + random * ceiling;
  }
}
