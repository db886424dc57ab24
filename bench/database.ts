// Databases of their own for load and crashes, gone afterwards: one on a PostgreSQL, or a directory for the embedded one.
import { PGlite } from '@electric-sql/pglite';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export const databaseKinds = ['postgresql', 'embedded'] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

export interface TestDatabase {
  readonly kind: DatabaseKind;
  /** What a host needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs `work` with plain SQL; on the embedded database no host may be running meanwhile. */
  direct<T>(work: (query: Query) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

export type Query = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

export const postgresqlUrl =
  process.env['BENCH_DATABASE_URL'] ?? `postgresql://${userInfo().username}@127.0.0.1:5432/postgres`;

export async function createDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === 'postgresql' ? await createOnPostgresql() : await createEmbedded();
}

async function createOnPostgresql(): Promise<TestDatabase> {
  const name = `devchat_bench_${process.pid}_${Date.now()}`;
  await withClient(postgresqlUrl, (client) => client.query(`create database ${name}`));
  const url = new URL(postgresqlUrl);
  url.pathname = `/${name}`;
  return {
    kind: 'postgresql',
    env: { DATABASE_URL: url.href },
    direct: (work) =>
      withClient(url.href, (client) => work(async (text, values) => (await client.query(text, values)).rows)),
    drop: async () =>
      void (await withClient(postgresqlUrl, (client) => client.query(`drop database ${name} with (force)`))),
  };
}

async function createEmbedded(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'devchat-bench-'));
  return {
    kind: 'embedded',
    env: { DATABASE_URL: '', DEVCHAT_DATA_DIR: dataDir },
    direct: async (work) => {
      const db = await PGlite.create(join(dataDir, 'database'));
      try {
        return await work(async <Row extends object>(text: string, values?: unknown[]) => {
          const answer = await db.query<Row>(text, values);
          return answer.rows;
        });
      } finally {
        await db.close();
      }
    },
    drop: () => rm(dataDir, { recursive: true, force: true }),
  };
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
