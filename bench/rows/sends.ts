// Durable sends: how many are acknowledged, and how long one waits, beside the bare driver writing the same rows.
import { runLoad } from '../child.ts';
import { createDatabase, type DatabaseKind } from '../database.ts';
import { median, type Figure } from '../figures.ts';
import { startHost } from '../host.ts';
import type { InsertAnswer, InsertTask } from '../load/insert-floor.ts';
import type { SendsAnswer, SendsTask } from '../load/sends.ts';
import { seed } from '../seed.ts';

const senderCount = 64;
const rooms = 8;
const contentBytes = 200;
const pace = { perSecond: 200, warmUp: 200 } as const;
const pacedMessages = 1000;
const pacedRounds = 3;

export async function sendsFigures(kind: DatabaseKind, node: readonly string[]): Promise<Figure[]> {
  const saturated = await inScene(kind, node, saturate);
  // In a database of its own: what millions of rows leave behind in the last one would be met by the slowest in a hundred.
  return [...saturated, await inScene(kind, node, acknowledge)];
}

interface Scene {
  readonly kind: DatabaseKind;
  /** Puts a host under load. */
  readonly onHost: (load: SendsTask['load']) => Promise<SendsAnswer & { readonly cpuMicros: number }>;
  /** The bare driver. */
  readonly bare: (singles?: InsertTask['singles']) => Promise<InsertAnswer>;
}

async function inScene<T>(
  kind: DatabaseKind,
  node: readonly string[],
  measure: (scene: Scene) => Promise<T>,
): Promise<T> {
  const database = await createDatabase(kind);
  try {
    const isIn = (user: number, room: number) => user % rooms === room;
    const { tokens, channels, users } = await seed(database, { users: senderCount, rooms, isIn });
    const senders = tokens.map((token, i) => ({ token, channel: channels[i % rooms] ?? '' }));
    const onHost: Scene['onHost'] = async (load) => {
      const host = await startHost(database, { node });
      const answer = await runLoad<SendsTask, SendsAnswer>('sends', { url: host.url, senders, contentBytes, load });
      const cpu = host.cpuSeconds();
      await host.stop();
      return { ...answer, cpuMicros: (cpu * 1_000_000) / answer.acknowledged };
    };
    const inserting = { place: database.place, channels, user: users[0] ?? '', contentBytes };
    const bare: Scene['bare'] = (singles) =>
      runLoad<InsertTask, InsertAnswer>('insert-floor', {
        ...inserting,
        ...(singles === undefined ? {} : { singles }),
      });
    return await measure({ kind, onHost, bare });
  } finally {
    await database.drop();
  }
}

async function saturate({ kind, onHost, bare }: Scene): Promise<Figure[]> {
  const floor = await bare();
  const figures: Figure[] = [];
  for (const inFlight of [1, 8]) {
    const sent = await onHost({ type: 'saturate', inFlight, seconds: 4 });
    const client = (sent.cpuSeconds * 1_000_000) / sent.acknowledged;
    figures.push({
      what: `durable sends, ${senderCount} senders, ${inFlight} in flight each (${kind})`,
      value: sent.perSecond,
      floor: floor.rowsPerSecond,
      floorIs: `the bare driver, ${floor.batch} rows an INSERT`,
      unit: '/s',
      target: { atLeast: 0.6 },
      notes: `acknowledged in ${sent.p50.toFixed(1)} ms, p99 ${sent.p99.toFixed(1)} ms; ${sent.cpuMicros.toFixed(0)} µs of the host’s CPU each, and ${client.toFixed(0)} of the load’s`,
    });
  }
  return figures;
}

/** The two take turns, and the middle of their rounds counts: one stall of the disk is a tail for whoever meets it. */
async function acknowledge({ kind, onHost, bare }: Scene): Promise<Figure> {
  const hosts: SendsAnswer[] = [];
  const floors: InsertAnswer[] = [];
  for (let round = 0; round < pacedRounds; round++) {
    floors.push(await bare({ ...pace, rows: pacedMessages }));
    hosts.push(await onHost({ type: 'pace', ...pace, messages: pacedMessages }));
  }
  const p50 = (answers: readonly { readonly p50: number }[]) => median(answers.map((answer) => answer.p50)).toFixed(2);
  const p99 = (answers: readonly { readonly p99: number }[]) => median(answers.map((answer) => answer.p99));
  return {
    what: `acknowledgement p99 at ${pace.perSecond} sends/s (${kind})`,
    value: p99(hosts),
    floor: p99(floors),
    floorIs: 'one row by the bare driver, at the same rate',
    unit: 'ms',
    target: { atMost: 3 },
    notes: `p50 ${p50(hosts)} and ${p50(floors)} ms; median of ${pacedRounds} rounds`,
  };
}
