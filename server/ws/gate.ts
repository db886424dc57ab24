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
}

/** What comes beyond these is dropped: clients are whole again from the database. */
const heldMax = 10_000;

export function createGate({ isCertain, pass }: GateOptions): Gate {
  let held: Envelope[] = [];
  return {
    hear: (envelope) => {
      // The end of a login waits for nothing.
      if (envelope.type === 'revoked' || (held.length === 0 && isCertain())) pass(envelope);
      else if (held.length < heldMax) held.push(envelope);
    },
    open: () => {
      const waiting = held;
      held = [];
      for (const envelope of waiting) pass(envelope);
    },
  };
}
