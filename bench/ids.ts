// Ids of messages for load and floors, at next to no cost: what makes them must not be what is measured.
import { MessageId, newId } from '../common/ids.ts';

const digits = 12;

/** A function that gives UUIDv7s in rising order, each once: their last digits count from those of a first one. */
export function messageIds(): () => string {
  const first: string = newId(MessageId);
  const head = first.slice(0, -digits);
  let count = 0;
  return () => head + (count += 1).toString(16).padStart(digits, '0');
}
