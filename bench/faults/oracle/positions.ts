// Promise 4 as a client lives it: it applies each change of a channel once, in order, and what it asks for has no holes.
import type { Book } from './book.ts';
import type { Entry, EntryOf, History, Report } from './history.ts';

/** Where a client is in a channel, and the entry that brought it there. */
export interface Position {
  readonly rev: number;
  readonly entry: Entry;
}

export function checkPositions({ entries }: History, book: Book, report: Report): void {
  const positions = new Map<string, Position>();
  for (const entry of entries) {
    const before = 'channel' in entry ? positions.get(keyOf(entry)) : undefined;
    if (entry.type === 'heard' && entry.applied) checkNext(entry, before, report);
    else if (entry.type === 'noted') checkNext(entry, before, report);
    else if (entry.type === 'healed') checkHealed(entry, before, book, report);
    move(positions, entry);
  }
}

/** Keeps the positions up to date; shared with who waits for clients to be whole. */
export function move(positions: Map<string, Position>, entry: Entry): void {
  if (entry.type === 'forgot') positions.delete(keyOf(entry));
  else if (entry.type === 'opened' || entry.type === 'healed' || entry.type === 'noted' || isApplied(entry))
    positions.set(keyOf(entry), { rev: entry.rev, entry });
}

function isApplied(entry: Entry): entry is EntryOf<'heard'> {
  return entry.type === 'heard' && entry.applied;
}

export function keyOf({ who, channel }: { readonly who: string; readonly channel: string }): string {
  return `${who} ${channel}`;
}

function checkNext(entry: EntryOf<'heard' | 'noted'>, before: Position | undefined, report: Report): void {
  if (before === undefined)
    report('reordered', `${entry.who} applied rev ${entry.rev} of a channel that it did not hold`, entry);
  else if (entry.rev !== before.rev + 1)
    report('reordered', `${entry.who} applied rev ${entry.rev} after rev ${before.rev}`, before.entry, entry);
}

function checkHealed(entry: EntryOf<'healed'>, before: Position | undefined, book: Book, report: Report): void {
  const { who, channel, after, rev, given } = entry;
  if (before === undefined || before.rev !== after || rev < after)
    report('reordered', `${who} healed ${after} to ${rev} when it was at ${before?.rev}`, before?.entry, entry);
  const disorder = given.some((version, i) => version.rev <= (given[i - 1]?.rev ?? after) || version.rev > rev);
  if (disorder)
    report('reordered', `changes ${after} to ${rev} came as ${given.map((one) => one.rev).join(', ')}`, entry);
  const ids = new Set(given.map(({ id }) => id));
  const missing = book.between(channel, after, rev).find(({ id }) => !ids.has(id));
  if (missing !== undefined)
    report('reordered', `rev ${missing.rev} (${missing.id}) is a hole in the changes ${after} to ${rev}`, entry);
}
