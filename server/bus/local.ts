// The bus of a single node: a function call.
import type { Bus, BusListener } from './bus.ts';

export function createLocalBus(): Bus {
  const listeners = new Set<BusListener>();
  return {
    publish: (envelope) => {
      for (const listener of listeners) listener(envelope);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => listeners.clear(),
  };
}
