// Holds what a node hears for as long as it is not certain who may still hear it: one that stood still, or cannot reach the
// database, does not know who left or lost their login meanwhile.
import type { Envelope } from '../bus/bus.ts';

export interface Gate {
  hear(envelope: Envelope): void;
  /** The node is certain again: what was held goes on, in its order. */
  open(): void;
}

export interface GateOptions {
  readonly isCertain: () => boolean;
  readonly pass: (envelope: Envelope) => void;
  /** Something that was held had to be dropped. */
  readonly onDropped: () => void;
}

/** Events beyond these are dropped, and every client is told the state anew. */
const heldMaxEvents = 10_000;

export function createGate({ isCertain, pass, onDropped }: GateOptions): Gate {
  let held: Envelope[] = [];
  let events = 0;
  return {
    hear: (envelope) => {
      // The end of a login waits for nothing.
      if (envelope.type !== 'events' || (events === 0 && isCertain())) return pass(envelope);
      events += envelope.events.length;
      if (events <= heldMaxEvents) held.push(envelope);
      return undefined;
    },
    open: () => {
      const waiting = held;
      const isWhole = events <= heldMaxEvents;
      held = [];
      events = 0;
      for (const envelope of waiting) pass(envelope);
      if (!isWhole) onDropped();
    },
  };
}
