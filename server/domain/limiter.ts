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
