// Databases for tests: the embedded one everywhere, and PostgreSQL where DEVCHAT_TEST_DATABASE_URL names one (in CI it must).
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Config } from './config.ts';
import { hostLimitsWith } from '../common/limits.ts';
import { openDatabase, type OpenDatabase } from './database.ts';

export type DatabaseKind = 'embedded' | 'postgresql';

export interface TestDatabase {
  readonly config: Config['database'];
  drop(): Promise<void>;
}

const url = process.env['DEVCHAT_TEST_DATABASE_URL'] ?? '';

/** The kinds that suites of both run on; says on one line when PostgreSQL is left out. */
export function databaseKinds(): DatabaseKind[] {
  if (url !== '') return ['embedded', 'postgresql'];
  const sentence = 'PostgreSQL suites skipped: DEVCHAT_TEST_DATABASE_URL is not set';
  if (process.env['CI'] !== undefined) throw new Error(`${sentence}, and in CI it must be`);
  process.stderr.write(`${sentence}\n`);
  return ['embedded'];
}

/** A new, empty database of its own for one suite. */
export async function createTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  if (kind === 'embedded') {
    const dataDir = await mkdtemp(join(tmpdir(), 'devchat-test-'));
    return { config: { type: 'embedded', dataDir }, drop: () => rm(dataDir, { recursive: true, force: true }) };
  }
  const name = `devchat_test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    config: { type: 'postgresql', url: own.href },
    drop: () => administer(`drop database ${name} with (force)`),
  };
}

/** The settings of a node on that database, on a free port, silent. */
export function testConfig(database: TestDatabase, changes: Partial<Config> = {}): Config {
  const network = { host: '127.0.0.1', port: 0, publicOrigin: '', trustedProxies: 0, metrics: undefined };
  return {
    ...network,
    name: 'test host',
    database: database.config,
    busUrl: null,
    limits: hostLimitsWith(),
    fixed: new Set(),
    logLevel: 'silent',
    ...changes,
  };
}

/** The store alone, without a node around it. */
export async function openTestStore(database: TestDatabase): Promise<OpenDatabase> {
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return await openDatabase(testConfig(database), log);
}

/** Does to a PostgreSQL what no request does. */
export async function queryPostgres({ config }: TestDatabase, statement: string): Promise<void> {
  if (config.type !== 'postgresql') throw new Error('not a PostgreSQL');
  await execute(config.url, statement);
}

interface Lock {
  release(): Promise<void>;
}

/** Holds a table of a PostgreSQL so that nobody else reads or writes it. */
export async function lockTable(database: TestDatabase, table: string): Promise<Lock> {
  return await lockRow(database, `lock table ${table} in access exclusive mode`);
}

/** Holds whatever the statement locks. */
export async function lockRow({ config }: TestDatabase, statement: string): Promise<Lock> {
  if (config.type !== 'postgresql') throw new Error('not a PostgreSQL');
  const client = new Client({ connectionString: config.url });
  await client.connect();
  await client.query(`begin; ${statement}`);
  return { release: () => client.end() };
}

const administer = (statement: string) => execute(url, statement);

async function execute(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
