// Work that must happen one after the other, for each key: what was begun first is finished and told first.

export interface Turns {
  /** Runs `work` when everything begun earlier under `key` is done, however it ended. */
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Nothing that was begun under `key` is still under way. */
  isIdle(key: string): boolean;
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    isIdle: (key) => !last.has(key),
    take: (key, work) => {
      const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
      const done = turn
        .catch(() => {})
        .finally(() => {
          if (last.get(key) === done) last.delete(key);
        });
      last.set(key, done);
      return turn;
    },
  };
}
