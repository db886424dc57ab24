// One place for what the client knows: changes go in, whoever draws is told, at once or in the next frame.
import type { Change } from './change.ts';
import { reduce } from './reduce.ts';
import { emptyState, type ClientState } from './state.ts';

export interface Store {
  get(): ClientState;
  /** Calls `listener` after a change, once however many changes came together; returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** Applies a change. What a person did is told at once; what came from the host waits for the next frame. */
  apply(change: Change, when?: 'now' | 'next frame'): void;
  /** Tells the listeners now if something waits. */
  flush(): void;
  close(): void;
}

export interface Clock {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Under load the screen is drawn this often; a key is never delayed by it. */
export const frameMs = 33;

export function createStore(clock: Clock = systemClock, initial: ClientState = emptyState): Store {
  let state = initial;
  let cancel: (() => void) | null = null;
  let lastTold = 0;
  const listeners = new Set<() => void>();

  const tell = () => {
    cancel?.();
    cancel = null;
    lastTold = clock.now();
    for (const listener of listeners) listener();
  };
  const tellSoon = () => {
    if (cancel !== null) return;
    const wait = Math.max(0, lastTold + frameMs - clock.now());
    if (wait === 0) tell();
    else cancel = clock.after(wait, tell);
  };
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply(change, when = 'now') {
      const next = reduce(state, change);
      if (next === state) return;
      state = next;
      if (when === 'now') tell();
      else tellSoon();
    },
    flush() {
      if (cancel !== null) tell();
    },
    close() {
      cancel?.();
      cancel = null;
      listeners.clear();
    },
  };
}
