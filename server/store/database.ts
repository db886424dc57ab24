// One open database: the ORM for ordinary questions, plain SQL on the same connections for the hot paths.
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';

export interface Database {
  readonly orm: MikroORM;
  readonly pool: Pool;
  /** A database that does not answer for so long is away: its connection is given up, and whoever asked is told. */
  readonly answerMaxMs: number;
  /** A connection that a crowd of requests does not keep waiting; on the embedded database, which has one, the same. */
  readonly urgent: { readonly pool: Pool; readonly answerMaxMs: number };
}

/** A statement of the hot paths; the name keys its prepared plan on each connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** The statements of one transaction: nothing else may be asked meanwhile, since the embedded database has one connection. */
export interface Transaction {
  /** `Row` is what the statement's SELECT or RETURNING list says, which is written beside it. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** What answers questions: the database, or a transaction in it. */
export type Source = Database | Transaction;

/** Runs a statement; `Row` is what its SELECT or RETURNING list says, which is written beside it. */
export async function rows<Row extends object>(db: Source, statement: Statement, values: unknown[]): Promise<Row[]> {
  if ('rows' in db) return await db.rows<Row>(statement.text, values);
  const question = { ...statement, values, query_timeout: db.answerMaxMs };
  const answer = await db.pool.query<Row>(question);
  return answer.rows;
}

/** SQL for a time as the protocol writes it: ISO 8601, UTC, milliseconds. */
export function isoTime(column: string): string {
  return `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** The name of the unique constraint that a write broke (PostgreSQL's error 23505), or undefined for any other failure. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return undefined;
  return 'constraint' in error ? String(error.constraint) : '';
}

/** PostgreSQL's codes for a server that is going, gone, or full (classes 08, 53 and 57P), and the system's for one that is not there. */
const outage = /^(08(?!P01)...|53...|57P..|ECONN.*|EPIPE|ENOENT|ETIMEDOUT)$/;

/** Whether a failure means that the database cannot be reached right now, rather than that something is wrong here. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') return outage.test(error.code);
  return /timeout exceeded when trying to connect|Connection terminated|Query read timeout/.test(error.message);
}

/** Whether the same statement may succeed at once: another node took the same id (23505), or the two deadlocked (class 40). */
export function isLostRace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(23505|40...)$/.test(String(error.code));
}

/** Whether something stayed locked for longer than the transaction would wait. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}

/** Two transactions waited for each other, or could not be put one after the other (class 40): the same again may succeed. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^40...$/.test(String(error.code));
}
