// The bus of a single node: a function call.
import type { Bus, BusListener, Envelope } from './bus.ts';

/** A listener that fails after all is reported to `onError`: the commit that it was told of stands, and the others are told. */
export function createLocalBus(onError: (error: unknown) => void): Bus {
  const listeners = new Set<BusListener>();
  const tell = (listener: BusListener, envelope: Envelope) => {
    try {
      listener(envelope);
    } catch (error) {
      onError(error);
    }
  };
  return {
    publish: (envelope) => {
      for (const listener of listeners) tell(listener, envelope);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => listeners.clear(),
  };
}
