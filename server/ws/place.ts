// How far one channel's changes have passed through this node, and what waits for its turn.
import type { Event } from '../../common/events.ts';
import type { Message } from '../../common/model.ts';
import type { Meter } from '../domain/meter.ts';
import type { Missed } from '../store/positions.ts';

export interface Place {
  /** Everything up to this change has passed; undefined until that is known. */
  rev: number | undefined;
  /** The latest change that is known to exist. */
  latest: number;
  /** Changes that came before the one that they follow, by number. */
  readonly early: Map<number, Event>;
  timer: NodeJS.Timeout | undefined;
}

export type OrderMeter = Pick<Meter, 'bus'>;

/** More changes than these are not kept while an earlier one is missing: they are read from the database with it. */
const earlyMax = 1000;

export function createPlace(rev: number | undefined): Place {
  return { rev, latest: rev ?? 0, early: new Map(), timer: undefined };
}

export function isBehind({ rev, latest }: Place): boolean {
  return rev !== undefined && rev < latest;
}

/** Takes what was published; answers what may pass now, in order. */
export function take(place: Place, events: readonly Event[], meter: OrderMeter): Event[] {
  const passing = events.flatMap((event) => {
    const rev = revOf(event);
    return rev === undefined ? [event] : takeNumbered(place, event, rev, meter);
  });
  passing.push(...drain(place));
  return passing;
}

/** Everything up to `rev` is known to the listeners; answers what may pass now. */
export function begin(place: Place, rev: number): Event[] {
  place.rev = rev;
  place.latest = Math.max(place.latest, rev);
  return drain(place);
}

/** Puts what was lost in its place; `asked`: the latest change that was known when the database was asked. Answers what may pass now. */
export function insert(place: Place, missed: Missed, asked: number, meter: OrderMeter): Event[] {
  const { changes, pins, latest, rev } = missed;
  const after = place.rev ?? 0;
  meter.bus('healed', rev - after);
  // The database is the truth: what it did not know of does not exist, but for what was heard since it was asked.
  if (place.latest === asked) place.latest = missed.last_rev;
  const passing = changes.map((message) => asEvent(message, pins.has(message.id)));
  // A change that left no message behind is one of the channel, or the server, itself.
  if ((changes.at(-1)?.rev ?? after) < rev) passing.push({ ...latest, rev });
  passing.push(...begin(place, rev));
  return passing;
}

function takeNumbered(place: Place, event: Event, rev: number, meter: OrderMeter): Event[] {
  if ((place.rev !== undefined && rev <= place.rev) || place.early.has(rev)) {
    meter.bus('duplicate');
    return [];
  }
  place.latest = Math.max(place.latest, rev);
  if (rev - 1 === place.rev) {
    place.rev = rev;
    return [event];
  }
  if (place.rev !== undefined) meter.bus('out_of_order');
  if (place.early.size < earlyMax) place.early.set(rev, event);
  return [];
}

/** What came early and is next now. */
function drain(place: Place): Event[] {
  if (place.rev === undefined || place.early.size === 0) return [];
  for (const early of place.early.keys()) if (early <= place.rev) place.early.delete(early);
  const next: Event[] = [];
  for (let event = place.early.get(place.rev + 1); event !== undefined; event = place.early.get(place.rev + 1)) {
    place.rev += 1;
    place.early.delete(place.rev);
    next.push(event);
  }
  return next;
}

/** The number of an event in its channel's order of changes; undefined for what has none. */
function revOf(event: Event): number | undefined {
  if ('message' in event) return event.message.rev;
  return event.type === 'channel.updated' || event.type === 'server.updated' ? event.rev : undefined;
}

/** A message as the change that it came to. */
function asEvent(message: Message, isPin: boolean): Event {
  if (message.deleted_at !== null) return { type: 'message.deleted', message };
  if (isPin) return { type: message.pinned_at === null ? 'message.unpinned' : 'message.pinned', message };
  return { type: message.edited_at === null ? 'message.created' : 'message.edited', message };
}
