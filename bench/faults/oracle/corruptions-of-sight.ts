// Promises broken in what people are shown, for the oracle to find.
import { MessageId, newId } from '../../../common/ids.ts';
import type { Entry, EntryOf, History } from './history.ts';
import { choose, endOf, isLastRow, onEntry, type Corruption } from './plant.ts';

export const corruptionsOfSight: readonly Corruption[] = [
  {
    name: 'a client skips a change',
    breaks: ['reordered'],
    plant: (history, random) => {
      const applied = history.entries.filter((entry) => entry.type === 'heard' && entry.applied);
      const chosen = choose(
        random,
        applied.filter((entry) => followed(history, entry)),
      );
      return chosen === undefined
        ? undefined
        : { ...history, entries: history.entries.filter((entry) => entry !== chosen) };
    },
  },
  {
    name: 'a client applies a change twice',
    breaks: ['reordered'],
    plant: onEntry(
      'heard',
      (entry) => [entry, { ...entry, at: entry.at + 1 }],
      ({ applied }) => applied,
    ),
  },
  {
    name: 'what was asked for has a hole',
    breaks: ['reordered'],
    plant: onEntry('healed', (entry, history) => {
      const hole = entry.given.find((version) => isLastRow(history, { channel: entry.channel, rev: version.rev }));
      return hole === undefined ? undefined : [{ ...entry, given: entry.given.filter((version) => version !== hole) }];
    }),
  },
  {
    name: 'what was asked for comes in disorder',
    breaks: ['reordered'],
    plant: onEntry(
      'healed',
      (entry) => [{ ...entry, given: entry.given.toReversed() }],
      ({ given }) => given.length > 1,
    ),
  },
  {
    name: 'something was shown that is not stored',
    breaks: ['phantom'],
    plant: onEntry('heard', (entry) => [{ ...entry, id: newId(MessageId) }]),
  },
  {
    name: 'a text was shown that nobody wrote',
    breaks: ['phantom'],
    plant: onEntry('heard', (entry) => [{ ...entry, hash: 'forged' }]),
  },
  {
    name: 'a message was shown in another place',
    breaks: ['doubled'],
    plant: onEntry('heard', (entry) => [{ ...entry, seq: entry.seq + 1 }]),
  },
  {
    name: 'a message is stored that nobody sent',
    breaks: ['phantom'],
    plant: (history, random) => {
      const chosen = choose(random, history.messages);
      const entries = history.entries.filter((entry) => !('id' in entry) || entry.id !== chosen?.id);
      return chosen === undefined ? undefined : { ...history, entries };
    },
  },
  {
    name: 'a stranger hears a message',
    breaks: ['wrong person'],
    plant: onEntry('heard', (entry) => [entry, { ...entry, who: 'stranger', applied: false }]),
  },
  {
    name: 'a stranger hears who writes',
    breaks: ['wrong person'],
    plant: onEntry('heard', (entry) => [
      entry,
      { type: 'overheard', at: entry.at, who: 'stranger', channel: entry.channel, what: 'typing' },
    ]),
  },
  {
    name: 'a stranger is told of a room at the start',
    breaks: ['wrong person'],
    plant: onEntry('opened', (entry) => [
      entry,
      { type: 'ready', at: entry.at, who: 'stranger', channels: [entry.channel], again: false, node: 0 },
    ]),
  },
  {
    name: 'who left hears a message later than a second after',
    breaks: ['late'],
    plant: onEntry(
      'left',
      (entry) => [
        entry,
        { type: 'overheard', at: entry.at + 1001, who: entry.who, channel: entry.channel, what: 'member.joined' },
      ],
      (entry, history) => !mayBeInAgain(history, entry),
    ),
  },
  {
    name: 'a revoked login hears a message later than a second after',
    breaks: ['late'],
    plant: (history) => {
      const entry = history.entries.find((one) => one.type === 'heard');
      if (entry?.type !== 'heard' || !history.entries.some((one) => one.type === 'revoked')) return undefined;
      const late = { ...entry, who: 'outcast', at: endOf(history) + 1001, applied: false };
      return { ...history, entries: [...history.entries, late] };
    },
  },
  {
    name: 'a revoked login is let in again',
    breaks: ['late'],
    plant: (history) => ({
      ...history,
      entries: [
        ...history.entries,
        { type: 'ready', at: endOf(history) + 1001, who: 'outcast', channels: [], again: false, node: 0 },
      ],
    }),
  },
  {
    name: 'a client never comes to the end',
    breaks: ['not whole'],
    plant: (history) => ({
      ...history,
      entries: history.entries.map((entry) =>
        entry.type === 'quiet'
          ? { ...entry, revs: new Map([...entry.revs].map(([channel, rev]) => [channel, rev + 1])) }
          : entry,
      ),
    }),
  },
  {
    name: 'a client comes to the end too late',
    breaks: ['not whole'],
    plant: (history, random) => {
      const quiet = history.entries.find((entry) => entry.type === 'quiet');
      const last = choose(
        random,
        history.entries.filter((entry) => entry.type === 'healed' && entry.at > (quiet?.at ?? 0)),
      );
      if (quiet === undefined || last === undefined) return undefined;
      const rest = history.entries.filter((entry) => entry !== last);
      return { ...history, entries: [...rest, { ...last, at: quiet.at + 15_001 }] };
    },
  },
  {
    name: 'a message is never acknowledged',
    breaks: ['not whole'],
    plant: onEntry('acknowledged', () => []),
  },
  {
    name: 'a good message is refused',
    breaks: ['refused'],
    plant: onEntry('sent', (entry) => [entry, { type: 'refused', at: entry.at, who: entry.who, what: 'not_a_member' }]),
  },
];

/** Whether the client of an entry applies another change of the same channel right after it. */
function followed({ entries }: History, entry: Entry): boolean {
  if (entry.type !== 'heard') return false;
  return entries.some(
    (other) =>
      other.type === 'heard' &&
      other.applied &&
      other.who === entry.who &&
      other.channel === entry.channel &&
      other.rev === entry.rev + 1,
  );
}

/** Whether another join, one without an answer or one soon after, may have brought back who left. */
function mayBeInAgain({ entries }: History, left: EntryOf<'left'>): boolean {
  const answered = new Set(entries.flatMap((entry) => (entry.type === 'joined' ? [entry.attempt] : [])));
  return entries.some(
    (entry) =>
      entry.type === 'joining' && (entry.at > left.at ? entry.at < left.at + 1002 : !answered.has(entry.attempt)),
  );
}
