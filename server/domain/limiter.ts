// So many pieces of work at the same time; further ones wait for their turn, in order.

export interface Limiter {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createLimiter(most: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;

  const next = () => {
    running -= 1;
    waiting.shift()?.();
  };

  return {
    run: async (work) => {
      if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      running += 1;
      try {
        return await work();
      } finally {
        next();
      }
    },
  };
}
