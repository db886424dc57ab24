// The bus of a single node: a function call.
import type { Bus } from './bus.ts';
import { createListeners } from './listeners.ts';

export function createLocalBus(onError: (error: unknown) => void): Bus {
  const listeners = createListeners(onError);
  return {
    publish: (envelope) => listeners.tell(envelope),
    subscribe: (listener) => listeners.add(listener),
    follow: () => {},
    unfollow: () => {},
    reached: async () => {},
    onDoubt: () => {},
    close: async () => listeners.clear(),
  };
}
