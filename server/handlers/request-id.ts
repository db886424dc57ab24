// Names one request in the log and in the answer to an unexpected failure.
import { randomUUID } from 'node:crypto';

/** Random, from the pool that Node keeps: every request takes one, so it has to cost nothing. */
export function newRequestId(): string {
  return randomUUID();
}
