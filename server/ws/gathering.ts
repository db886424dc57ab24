// Things that come one by one and are worked on together, a little later: each once, however often it came.

export interface Gathering<T> {
  add(thing: T): void;
  close(): void;
}

export interface GatheringOptions<T> {
  readonly everyMs: number;
  readonly most: number;
  /** Works on at most `most` things; where it fails, they are tried again. */
  readonly work: (things: readonly T[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

const againAfterFailureMs = 1000;

export function createGathering<T>({ everyMs, most, work, onError }: GatheringOptions<T>): Gathering<T> {
  const gathered = new Set<T>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const workOnSome = async () => {
    const things = [...gathered].slice(0, most);
    for (const thing of things) gathered.delete(thing);
    let nextMs = everyMs;
    try {
      await work(things);
    } catch (error) {
      if (!closed) onError(error);
      for (const thing of things) gathered.add(thing);
      nextMs = againAfterFailureMs;
    }
    timer = undefined;
    if (gathered.size > 0) wait(nextMs);
  };

  const wait = (ms: number) => {
    if (!closed) timer ??= setTimeout(() => void workOnSome(), ms).unref();
  };

  return {
    add: (thing) => {
      gathered.add(thing);
      wait(everyMs);
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
