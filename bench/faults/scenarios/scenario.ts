// What a scenario is: something that is done to the parts of the service, and undone.
import type { Random } from '../../crash/random.ts';
import type { Cluster } from '../parts/postgresql.ts';
import type { Disk } from '../parts/disk.ts';
import type { Nats } from '../parts/nats.ts';
import type { Node } from '../parts/node.ts';
import type { Crowd } from '../people/crowd.ts';

export interface Stage {
  readonly nodes: readonly Node[];
  readonly cluster: Cluster;
  readonly nats: Nats;
  readonly disk: Disk | undefined;
  readonly crowd: Crowd;
  /** The environment that every node of the run has. */
  readonly env: Readonly<Record<string, string>>;
}

/** Two scenarios that hurt the same part are never at the same time. */
export type Part = 'node' | 'postgresql' | 'nats' | 'lines' | 'readers' | 'processor';

/** Under way. */
export interface Fault {
  readonly what: string;
  /** Undoes it; everything runs again when it resolves. Answers what was seen, if there is something to tell. */
  end(): Promise<string | undefined>;
}

export interface Scenario {
  readonly hurts: readonly Part[];
  /** How long it lasts, in the short version and in the long one. */
  readonly seconds: { readonly short: number; readonly long: readonly [number, number] };
  /** While it lasts, what is on its way is held up: nobody can be called late. */
  readonly holds?: true;
  /** A text: why it cannot be done here. */
  begin(stage: Stage, random: Random): Promise<Fault | string>;
}

export function anyNode({ nodes }: Stage, random: Random): Node {
  const node = nodes[random.between(0, nodes.length - 1)];
  if (node === undefined) throw new Error('a run without nodes');
  return node;
}

export const undo = (work: () => Promise<void> | void) => async (): Promise<undefined> => {
  await work();
  return undefined;
};
