// Databases of their own for load and crashes, gone afterwards: one on a PostgreSQL, or a directory for the embedded one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openEmbedded } from '../server/store/embedded.ts';

export const databaseKinds = ['postgresql', 'embedded'] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

/** What a host needs to find its database. */
export interface Place {
  readonly DATABASE_URL: string;
  readonly DEVCHAT_DATA_DIR: string;
}

export interface TestDatabase {
  readonly kind: DatabaseKind;
  readonly place: Place;
  drop(): Promise<void>;
}

const postgresqlUrl =
  process.env['BENCH_DATABASE_URL'] ?? `postgresql://${userInfo().username}@127.0.0.1:5432/postgres`;

export async function createDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  if (kind === 'embedded') {
    const dataDir = await mkdtemp(join(tmpdir(), 'devchat-bench-'));
    const drop = () => rm(dataDir, { recursive: true, force: true });
    return { kind, place: { DATABASE_URL: '', DEVCHAT_DATA_DIR: dataDir }, drop };
  }
  const name = `devchat_bench_${process.pid}_${Date.now()}`;
  await withClient({ connectionString: postgresqlUrl }, (client) => client.query(`create database ${name}`));
  const url = new URL(postgresqlUrl);
  url.pathname = `/${name}`;
  return {
    kind,
    place: { DATABASE_URL: url.href, DEVCHAT_DATA_DIR: '' },
    drop: () =>
      withClient({ connectionString: postgresqlUrl }, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** Runs `work` with the bare driver; on the embedded database no host may be running meanwhile. */
export async function withDriver<T>(place: Place, work: (client: pg.Client) => Promise<T>): Promise<T> {
  if (place.DATABASE_URL !== '') return await withClient({ connectionString: place.DATABASE_URL }, work);
  const embedded = await openEmbedded(place.DEVCHAT_DATA_DIR);
  try {
    const { dbName: database, ...connection } = embedded.connection;
    return await withClient({ ...connection, database }, work);
  } finally {
    await embedded.close();
  }
}

/** How many transactions a PostgreSQL counted in this database; it hears of a session's last ones when that ends. */
export async function transactions({ kind, place }: TestDatabase): Promise<number | undefined> {
  if (kind === 'embedded') return undefined;
  const sql = 'select xact_commit::float8 as count from pg_stat_database where datname = current_database()';
  const { rows } = await withDriver(place, (client) => client.query<{ readonly count: number }>(sql));
  return rows[0]?.count;
}

async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
