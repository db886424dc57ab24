// Work that is done again and again for as long as the node lives.

export interface Repeated {
  /** Does it once more, soon. */
  soon(): void;
  /** Resolves when it is not being done, and will not be again. */
  close(): Promise<void>;
}

/** Does `work` every `everyMs`, counted from the end of the last time; a failure goes to `onError` and ends nothing. */
export function repeat(everyMs: number, work: () => Promise<void>, onError: (error: unknown) => void): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;

  const run = () => {
    again = false;
    running = work()
      .catch((error: unknown) => (closed ? undefined : onError(error)))
      .finally(() => {
        running = undefined;
        if (!closed) timer = setTimeout(run, again ? 0 : everyMs).unref();
      });
  };

  timer = setTimeout(run, everyMs).unref();
  return {
    soon: () => {
      again = true;
      if (running !== undefined || closed) return;
      clearTimeout(timer);
      run();
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
