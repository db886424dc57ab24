// Rate limits as token buckets: a budget refills evenly and never holds more than one period's worth.

interface Bucket {
  left: number;
  at: number;
}

export interface Budget {
  /** Spends one for `key`; answers undefined, or the milliseconds until one is left again. */
  spend(key: string): number | undefined;
  /** Gives back what was spent for `key`. */
  refund(key: string): void;
  /** The milliseconds until one is left for `key`, undefined where one is; spends nothing. */
  wait(key: string): number | undefined;
}

/** Buckets that are full again say nothing and are forgotten at this many keys. */
const sweepAtKeys = 10_000;

/** `most()` spendings in any `periodMs`, for each key; it may change at any time. `now` in milliseconds. */
export function createBudget(most: () => number, periodMs: number, now: () => number): Budget {
  const buckets = new Map<string, Bucket>();
  const perMs = () => most() / periodMs;

  const look = (key: string): Bucket => {
    const time = now();
    const bucket = buckets.get(key) ?? { left: most(), at: time };
    bucket.left = Math.min(most(), bucket.left + Math.max(0, time - bucket.at) * perMs());
    bucket.at = time;
    return bucket;
  };

  const wait = (key: string) => {
    const { left } = look(key);
    return left >= 1 ? undefined : Math.ceil((1 - left) / perMs());
  };

  const spend = (key: string) => {
    const bucket = look(key);
    if (buckets.size >= sweepAtKeys && !buckets.has(key)) sweep();
    buckets.set(key, bucket);
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perMs());
    bucket.left -= 1;
    return undefined;
  };

  const sweep = () => {
    const time = now();
    for (const [key, bucket] of buckets) if (bucket.left + (time - bucket.at) * perMs() >= most()) buckets.delete(key);
  };

  const refund = (key: string) => {
    const bucket = buckets.get(key);
    if (bucket !== undefined) bucket.left = Math.min(most(), bucket.left + 1);
  };

  return { spend, refund, wait };
}
