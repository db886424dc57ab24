// An envelope as bytes for a bus that takes only so many at once.
import type { Envelope } from './bus.ts';

/** The envelope in as few pieces as fit; a single event that does not fit is left out, and read from the database by who misses it. */
export function pieces(envelope: Envelope, maxBytes: number): Buffer[] {
  const whole = Buffer.from(JSON.stringify(envelope));
  if (whole.length <= maxBytes) return [whole];
  if (envelope.type !== 'events' || envelope.events.length < 2) return [];
  const middle = Math.ceil(envelope.events.length / 2);
  return [envelope.events.slice(0, middle), envelope.events.slice(middle)].flatMap((events) =>
    pieces({ ...envelope, events }, maxBytes),
  );
}
