// Promise 4's end: when faults are over and nobody writes, every client comes to what is stored in bounded time.
import type { ChannelId } from '../../../common/ids.ts';
import type { Book } from './book.ts';
import type { Entry, EntryOf, History, Report } from './history.ts';
import { createMemberships, type Memberships } from './memberships.ts';
import { keyOf, move, type Position } from './positions.ts';

export function checkWhole(history: History, book: Book, report: Report): void {
  checkAnswered(history, report);
  const memberships = createMemberships(history, book);
  const positions = new Map<string, Position>();
  const ended = endOfLogins(history);
  const waiting: { readonly quiet: EntryOf<'quiet'>; readonly until: number }[] = [];
  const judge = (now: number) => {
    for (let due = waiting[0]; due !== undefined && due.until < now; due = waiting[0]) {
      waiting.shift();
      checkQuiet(due, { history, book, report, memberships, positions, ended });
    }
  };
  for (const entry of history.entries) {
    judge(entry.at);
    move(positions, entry);
    if (entry.type === 'quiet') waiting.push({ quiet: entry, until: book.deadline(entry.at, entry.withinMs) });
  }
  judge(Number.POSITIVE_INFINITY);
}

interface Scene {
  readonly history: History;
  readonly book: Book;
  readonly report: Report;
  readonly memberships: Memberships;
  readonly positions: ReadonlyMap<string, Position>;
  readonly ended: ReadonlyMap<string, number>;
}

function checkQuiet({ quiet, until }: { quiet: EntryOf<'quiet'>; until: number }, scene: Scene): void {
  const { history, report, memberships, positions, ended } = scene;
  for (const { who, user, from } of history.logins) {
    if (from === undefined || from > quiet.at || (ended.get(who) ?? Number.POSITIVE_INFINITY) <= until) continue;
    for (const [channel, rev] of quiet.revs) {
      if (!memberships.isIn(user, channel, quiet.at, until)) continue;
      const position = positions.get(keyOf({ who, channel }));
      if ((position?.rev ?? -1) >= rev) continue;
      const seconds = ((until - quiet.at) / 1000).toFixed(0);
      report(
        'not whole',
        `${who} is at rev ${position?.rev ?? 'nothing'} of ${channel}, ${seconds} s after it was rev ${rev}`,
        position?.entry,
        lastOfLine(history, who, until),
        missedBy(history, channel, position?.rev ?? 0),
        quiet,
      );
    }
  }
}

/** The change that a client at `rev` is waiting for, as somebody else saw it. */
function missedBy({ entries }: History, channel: ChannelId, rev: number): Entry | undefined {
  return entries.find(
    (entry) =>
      (entry.type === 'acknowledged' || entry.type === 'heard') && entry.channel === channel && entry.rev === rev + 1,
  );
}

/** What last happened to the line of a client: whether it was live all the time. */
function lastOfLine({ entries }: History, who: string, until: number): EntryOf<'ready' | 'closed'> | undefined {
  return entries.findLast(
    (entry): entry is EntryOf<'ready' | 'closed'> =>
      (entry.type === 'ready' || entry.type === 'closed') && entry.who === who && entry.at <= until,
  );
}

/** A login is watched until somebody asks for its end. */
function endOfLogins({ entries }: History): Map<string, number> {
  const ends = new Map<string, number>();
  for (const entry of entries) if (entry.type === 'revoking' && !ends.has(entry.who)) ends.set(entry.who, entry.at);
  return ends;
}

/** Whatever was sent before a quiet time is acknowledged in it. */
function checkAnswered({ entries }: History, report: Report): void {
  const open = new Map<string, EntryOf<'sent'>>();
  for (const entry of entries) {
    if (entry.type === 'sent' && !open.has(entry.id)) open.set(entry.id, entry);
    if (entry.type === 'acknowledged') open.delete(entry.id);
    if (entry.type !== 'quiet') continue;
    for (const sent of open.values()) report('not whole', `${sent.id} was not acknowledged`, sent, entry);
    open.clear();
  }
}
