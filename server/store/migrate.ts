// Brings a database to this version's schema; nodes that start together take turns.
import type { Pool } from 'pg';
import type { MikroORM } from '@mikro-orm/postgresql';
import { FirstSchema } from './migrations/first.ts';
import { NodesSchema } from './migrations/nodes.ts';
import { PeopleSchema } from './migrations/people.ts';

export const migrationsList = [
  { name: '0001-first', class: FirstSchema },
  { name: '0002-nodes', class: NodesSchema },
  { name: '0003-people', class: PeopleSchema },
];

const migrationLock = 7_301_000;

/** Runs what is missing; where others may do so too, under a lock of the database that PostgreSQL releases when a node dies. */
export async function migrate(orm: MikroORM, shared: Pool | undefined): Promise<void> {
  if (shared === undefined) {
    await orm.migrator.up();
    return;
  }
  const turn = await shared.connect();
  try {
    await turn.query(`select pg_advisory_lock(${migrationLock})`);
    await orm.migrator.up();
    await turn.query(`select pg_advisory_unlock(${migrationLock})`);
  } finally {
    turn.release();
  }
}
