// Lets everybody work, or has them finish what they are at and wait.

export interface Gate {
  /** Does one piece of work as soon as the gate is open; false once everything is over. */
  work(piece: () => Promise<void>): Promise<boolean>;
  open(): void;
  /** No further piece begins. */
  shut(): void;
  /** Resolves when nobody is at work. */
  idle(): Promise<void>;
  readonly atWork: number;
  /** Everybody goes home. */
  end(): void;
  readonly ended: boolean;
}

export function createGate(): Gate {
  let opened = Promise.withResolvers<void>();
  let isOpen = false;
  let ended = false;
  let atWork = 0;
  let waiting: (() => void)[] = [];

  const done = () => {
    atWork -= 1;
    if (atWork > 0) return;
    for (const tell of waiting.splice(0)) tell();
  };
  return {
    work: async (piece) => {
      while (!isOpen && !ended) await opened.promise;
      if (ended) return false;
      atWork += 1;
      try {
        await piece();
      } finally {
        done();
      }
      return !ended;
    },
    open: () => {
      isOpen = true;
      opened.resolve();
    },
    shut: () => {
      isOpen = false;
      opened = Promise.withResolvers();
    },
    idle: () => new Promise((resolve) => (atWork === 0 ? resolve() : void waiting.push(resolve))),
    get atWork() {
      return atWork;
    },
    end: () => {
      ended = true;
      opened.resolve();
    },
    get ended() {
      return ended;
    },
  };
}
