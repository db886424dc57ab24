// Floor of the sends: the same rows written by the bare driver, in the batch size and number of connections that is fastest.
import type { Client } from 'pg';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveTask } from '../child.ts';
import { withDriver, type Place } from '../database.ts';
import { quantile } from '../figures.ts';
import { messageIds } from '../ids.ts';

export interface InsertTask {
  readonly place: Place;
  readonly channels: readonly string[];
  readonly user: string;
  readonly contentBytes: number;
  /** Measures single rows one after the other at a rate instead of the fastest batch. */
  readonly singles?: { readonly perSecond: number; readonly warmUp: number; readonly rows: number };
}

export interface InsertAnswer {
  readonly rowsPerSecond: number;
  readonly batch: number;
  readonly p50: number;
  readonly p99: number;
}

const batches = [64, 256, 512, 1000, 2000];
const secondsPerBatch = 1.5;

const insert = {
  name: 'floor',
  text: `insert into messages (id, channel_id, user_id, seq, rev, content, fingerprint)
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $4::bigint[], $5::text[], $6::bytea[])`,
};

serveTask(
  async (task: InsertTask): Promise<InsertAnswer> =>
    await withDriver(task.place, async (client) =>
      task.singles === undefined ? await fastest(client, task) : await oneByOne(client, task, task.singles),
    ),
);

async function fastest(client: Client, task: InsertTask): Promise<InsertAnswer> {
  let best: InsertAnswer = { rowsPerSecond: 0, batch: 0, p50: 0, p99: 0 };
  const write = writer(client, task);
  for (const batch of batches) {
    const took: number[] = [];
    await write(batch);
    const started = performance.now();
    while (performance.now() - started < secondsPerBatch * 1000) took.push(await write(batch));
    const writing = took.reduce((sum, ms) => sum + ms, 0);
    const rowsPerSecond = (took.length * batch) / (writing / 1000);
    if (rowsPerSecond > best.rowsPerSecond)
      best = { rowsPerSecond, batch, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
  }
  return best;
}

async function oneByOne(
  client: Client,
  task: InsertTask,
  { perSecond, warmUp, rows }: NonNullable<InsertTask['singles']>,
): Promise<InsertAnswer> {
  const write = writer(client, task);
  const took: number[] = [];
  const started = performance.now();
  for (let i = -warmUp; i < rows; i++) {
    const due = started + ((i + warmUp) * 1000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
    await write(1);
    if (i >= 0) took.push(performance.now() - due);
  }
  return { rowsPerSecond: perSecond, batch: 1, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}

/** Writes batches; answers how long each took. The rows are made beforehand, so that only the driver and the database work. */
function writer(client: Client, { channels, user, contentBytes }: InsertTask): (batch: number) => Promise<number> {
  const content = 'x'.repeat(contentBytes);
  const fingerprint = randomBytes(32);
  const messageId = messageIds();
  // Beyond every number that a host gave, and every earlier floor.
  let seq = Date.now() * 1000;
  return async (batch) => {
    const rows = Array.from({ length: batch }, () => (seq += 1));
    const values = [
      rows.map(() => messageId()),
      rows.map((n) => channels[n % channels.length]),
      rows.map(() => user),
      rows,
      rows.map(() => content),
      rows.map(() => fingerprint),
    ];
    const started = performance.now();
    await client.query({ ...insert, values });
    return performance.now() - started;
  };
}
