// A filter for the link from NATS to a node: loses, doubles and delays messages while it is told to.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../crash/random.ts';
import { createNatsSplitter, type Operation } from './nats-frames.ts';
import type { Filter } from './tcp-proxy.ts';

/** Percents of the messages; a delayed one is overtaken by those behind it. */
export interface Loss {
  readonly drop: number;
  readonly double: number;
  readonly delay: number;
  readonly delayMaxMs: number;
}

export interface LossyLink {
  /** undefined: everything passes as it is. */
  loss: Loss | undefined;
  readonly counts: { passed: number; dropped: number; doubled: number; delayed: number };
  readonly createFilter: () => Filter;
}

export function createLossyLink(random: Random): LossyLink {
  const counts = { passed: 0, dropped: 0, doubled: 0, delayed: 0 };
  const link: LossyLink = {
    loss: undefined,
    counts,
    createFilter: () => {
      const split = createNatsSplitter();
      return (chunk, write) => {
        for (const operation of split(chunk)) forward(operation, write);
      };
    },
  };

  const forward = ({ type, bytes }: Operation, write: (bytes: Buffer) => void) => {
    const fate = type === 'control' || link.loss === undefined ? 'passed' : fateOf(link.loss, random);
    counts[fate] += 1;
    if (fate === 'dropped') return;
    if (fate === 'doubled') write(bytes);
    if (fate === 'delayed' && link.loss !== undefined) void later(bytes, write, link.loss.delayMaxMs);
    else write(bytes);
  };

  const later = async (bytes: Buffer, write: (bytes: Buffer) => void, delayMaxMs: number) => {
    await sleep(random.between(1, delayMaxMs));
    write(bytes);
  };
  return link;
}

function fateOf({ drop, double, delay }: Loss, random: Random): keyof LossyLink['counts'] {
  const dice = random.between(1, 100);
  if (dice <= drop) return 'dropped';
  if (dice <= drop + double) return 'doubled';
  return dice <= drop + double + delay ? 'delayed' : 'passed';
}
