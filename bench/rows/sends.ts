// Durable sends: how many are acknowledged, and how long one waits, beside the bare driver writing the same rows.
import { runLoad } from '../child.ts';
import { createDatabase, type DatabaseKind } from '../database.ts';
import type { Figure } from '../figures.ts';
import { startHost } from '../host.ts';
import type { InsertAnswer, InsertTask } from '../load/insert-floor.ts';
import type { SendsAnswer, SendsTask } from '../load/sends.ts';
import { seed } from '../seed.ts';

const senderCount = 64;
const rooms = 8;
const contentBytes = 200;

export async function sendsFigures(kind: DatabaseKind, node: readonly string[]): Promise<Figure[]> {
  const database = await createDatabase(kind);
  try {
    const isIn = (user: number, room: number) => user % rooms === room;
    const { tokens, channels, users } = await seed(database, { users: senderCount, rooms, isIn });
    const senders = tokens.map((token, i) => ({ token, channel: channels[i % rooms] ?? '' }));
    const onHost = async (load: SendsTask['load']) => {
      const host = await startHost(database, { node });
      const answer = await runLoad<SendsTask, SendsAnswer>('sends', { url: host.url, senders, contentBytes, load });
      const cpu = host.cpuSeconds();
      await host.stop();
      return { ...answer, cpuMicros: (cpu * 1_000_000) / answer.acknowledged };
    };
    const inserting = { place: database.place, channels, user: users[0] ?? '', contentBytes };
    const floor = await runLoad<InsertTask, InsertAnswer>('insert-floor', inserting);
    const one = await onHost({ type: 'saturate', inFlight: 1, seconds: 4 });
    const eight = await onHost({ type: 'saturate', inFlight: 8, seconds: 4 });
    const singles = await runLoad<InsertTask, InsertAnswer>('insert-floor', { ...inserting, singlesPerSecond: 200 });
    const paced = await onHost({ type: 'pace', perSecond: 200, messages: 2000 });
    const durable = {
      floor: floor.rowsPerSecond,
      floorIs: `the bare driver, ${floor.batch} rows an INSERT`,
      unit: '/s',
      target: { atLeast: 0.6 },
    } as const;
    const waiting = ({ p50, p99, cpuMicros }: SendsAnswer & { readonly cpuMicros: number }) =>
      `acknowledged in ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ${cpuMicros.toFixed(0)} µs of the host’s CPU each`;
    return [
      {
        what: `durable sends, 64 senders, 1 in flight each (${kind})`,
        value: one.perSecond,
        ...durable,
        notes: waiting(one),
      },
      {
        what: `durable sends, 64 senders, 8 in flight each (${kind})`,
        value: eight.perSecond,
        ...durable,
        notes: waiting(eight),
      },
      {
        what: `acknowledgement p99 at 200 sends/s (${kind})`,
        value: paced.p99,
        floor: singles.p99,
        floorIs: 'one row by the bare driver, at the same rate',
        unit: 'ms',
        target: { atMost: 3 },
        notes: `p50 ${paced.p50.toFixed(2)} and ${singles.p50.toFixed(2)} ms`,
      },
    ];
  } finally {
    await database.drop();
  }
}
