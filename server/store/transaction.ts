// Several statements that happen together or not at all.
import type { PoolClient } from 'pg';
import { isDeadlock, type Database, type Transaction } from './database.ts';

export type { Transaction };

/** How often it is tried when another one holds what it needs and the other way round. */
const attempts = 3;

/** Commits what `work` did; undoes it where `work` throws. */
export async function transaction<T>(db: Database, work: (tx: Transaction) => Promise<T>, attempt = 1): Promise<T> {
  const client = await db.pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    const answer = await work(statementsOf(client, db.answerMaxMs));
    await client.query('commit');
    return answer;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await undo(client);
    if (attempt === attempts || !isDeadlock(error)) throw error;
  } finally {
    // A connection that may be in the middle of something is not used again.
    client.release(failure !== undefined && !('severity' in failure));
  }
  return await transaction(db, work, attempt + 1);
}

/** Statements each for itself, where nothing has to happen together. */
export function apart(db: Database): Transaction {
  return {
    rows: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
      const question = { text, values: [...values], query_timeout: db.answerMaxMs };
      return (await db.pool.query<Row>(question)).rows;
    },
  };
}

function statementsOf(client: PoolClient, answerMaxMs: number): Transaction {
  return {
    rows: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
      const question = { text, values: [...values], query_timeout: answerMaxMs };
      return (await client.query<Row>(question)).rows;
    },
  };
}

async function undo(client: PoolClient): Promise<void> {
  try {
    await client.query('rollback');
  } catch {
    // The connection is gone, and with it the transaction.
  }
}
