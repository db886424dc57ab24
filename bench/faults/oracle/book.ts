// What several checks look up: the stored messages by id and by number, and when something can be called late.
import type { ChannelId, MessageId, UserId } from '../../../common/ids.ts';
import type { Entry, EntryOf, History, StoredMessage } from './history.ts';

export interface Book {
  readonly byId: ReadonlyMap<MessageId, StoredMessage>;
  byRev(channel: ChannelId, rev: number): StoredMessage | undefined;
  /** The stored messages whose last change is after `after` and up to `upTo`, in that order. */
  between(channel: ChannelId, after: number, upTo: number): StoredMessage[];
  userOf(who: string): UserId | undefined;
  /** The moment from which something that had to happen within `graceMs` of `at` is late. */
  deadline(at: number, graceMs: number): number;
}

export function createBook({ entries, logins, messages }: History): Book {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const byChannel = Map.groupBy(messages, (message) => message.channel);
  const ordered = new Map(
    [...byChannel].map(([channel, rows]) => [channel, rows.toSorted((a, b) => a.rev - b.rev)] as const),
  );
  const users = new Map(logins.map(({ who, user }) => [who, user]));
  const held = entries.filter((entry) => entry.type === 'held').toSorted((a, b) => a.at - b.at);

  const between: Book['between'] = (channel, after, upTo) => {
    const rows = ordered.get(channel) ?? [];
    const found: StoredMessage[] = [];
    for (let i = firstAfter(rows, after); i < rows.length; i++) {
      const row = rows[i];
      if (row === undefined || row.rev > upTo) break;
      found.push(row);
    }
    return found;
  };

  return {
    byId,
    byRev: (channel, rev) => between(channel, rev - 1, rev)[0],
    between,
    userOf: (who) => users.get(who),
    deadline: (at, graceMs) => extended(held, at, graceMs),
  };
}

/** What was held up has the whole grace again when it goes on. */
function extended(held: readonly EntryOf<'held'>[], at: number, graceMs: number): number {
  let end = at + graceMs;
  for (const one of held) if (one.at < end && one.until > at) end = Math.max(end, one.until + graceMs);
  return end;
}

function firstAfter(rows: readonly StoredMessage[], after: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.rev ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One line of evidence. */
export function lineOf(entry: Entry): string {
  const seconds = (entry.at / 1000).toFixed(3).padStart(9);
  const { type, at: _, ...rest } = entry;
  const text = JSON.stringify(rest, (_key, value: unknown) => (value instanceof Map ? undefined : value));
  return `${seconds} s  ${type} ${text.length > 400 ? `${text.slice(0, 400)} ...` : text}`;
}
