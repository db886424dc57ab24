// The listeners of one node: each is told, and one that fails is reported without keeping it from the others.
import type { BusListener, Envelope } from './bus.ts';

export interface Listeners {
  tell(envelope: Envelope): void;
  add(listener: BusListener): () => void;
  clear(): void;
}

/** A listener that fails after all is reported to `onError`: the commit that it was told of stands. */
export function createListeners(onError: (error: unknown) => void): Listeners {
  const listeners = new Set<BusListener>();
  const tellOne = (listener: BusListener, envelope: Envelope) => {
    try {
      listener(envelope);
    } catch (error) {
      onError(error);
    }
  };
  return {
    tell: (envelope) => {
      for (const listener of listeners) tellOne(listener, envelope);
    },
    add: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => listeners.clear(),
  };
}
