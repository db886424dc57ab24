// So many pieces of work at the same time; further ones wait for their turn, in order.

export interface Limiter {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createLimiter(most: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;

  /** Gives the place to who waits longest, so that nobody slips in between. */
  const next = () => {
    const waiter = waiting.shift();
    if (waiter === undefined) running -= 1;
    else waiter();
  };

  return {
    run: async (work) => {
      if (running < most) running += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        next();
      }
    },
  };
}

/** The same for each key on its own. */
export interface Limiters {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** A key is forgotten when nothing runs under it. */
export function createLimiters(most: number): Limiters {
  const limiters = new Map<string, { readonly limiter: Limiter; pieces: number }>();
  return {
    run: async (key, work) => {
      const own = limiters.get(key) ?? { limiter: createLimiter(most), pieces: 0 };
      limiters.set(key, own);
      own.pieces += 1;
      try {
        return await own.limiter.run(work);
      } finally {
        own.pieces -= 1;
        if (own.pieces === 0) limiters.delete(key);
      }
    },
  };
}
