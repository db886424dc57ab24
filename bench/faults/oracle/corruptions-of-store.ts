// Promises broken in what is stored and acknowledged, for the oracle to find.
import { ChannelId, MessageId, newId } from '../../../common/ids.ts';
import type { Entry } from './history.ts';
import { choose, onEntry, stored, type Corruption } from './plant.ts';

export const corruptionsOfStore: readonly Corruption[] = [
  {
    name: 'an acknowledged message is not stored',
    breaks: ['lost'],
    plant: stored(() => []),
  },
  {
    name: 'an acknowledged change is not stored',
    breaks: ['lost', 'phantom'],
    plant: (history, random) => {
      const changed = history.entries.filter((entry) => entry.type === 'changed');
      const last = changed.filter((entry) =>
        history.messages.some(({ id, rev }) => id === entry.id && rev === entry.rev),
      );
      const chosen = choose(random, last);
      if (chosen === undefined) return undefined;
      const messages = history.messages.map((row) => (row.id === chosen.id ? { ...row, rev: row.rev - 1 } : row));
      return { ...history, messages };
    },
  },
  {
    name: 'a message has another text than was acknowledged',
    breaks: ['lost', 'phantom'],
    plant: stored((row) => [{ ...row, hash: 'something else' }]),
  },
  {
    name: 'a message is stored twice under two ids',
    breaks: ['doubled'],
    plant: stored(
      (row) => [row, { ...row, id: newId(MessageId), seq: row.seq + 1000 }],
      (row) => !row.deleted,
    ),
  },
  {
    name: 'a message is acknowledged with two numbers',
    breaks: ['doubled'],
    plant: onEntry('acknowledged', (entry) => [entry, { ...entry, at: entry.at + 1, seq: entry.seq + 1 }]),
  },
  {
    name: 'two changes have one number',
    breaks: ['doubled'],
    plant: (history, random) => {
      const chosen = choose(random, history.messages);
      const other = history.messages.find((row) => row.channel === chosen?.channel && row !== chosen);
      if (chosen === undefined || other === undefined) return undefined;
      return {
        ...history,
        messages: history.messages.map((row) => (row === other ? { ...row, rev: chosen.rev } : row)),
      };
    },
  },
  {
    name: 'a number is left out',
    breaks: ['reordered'],
    plant: stored((row) => [{ ...row, seq: row.seq + 1 }]),
  },
  {
    name: 'two messages changed places',
    breaks: ['reordered', 'doubled'],
    plant: (history, random) => {
      const chosen = choose(random, history.messages);
      const next = history.messages.find((row) => row.channel === chosen?.channel && row.seq === chosen.seq + 1);
      if (chosen === undefined || next === undefined) return undefined;
      const places = new Map([
        [chosen, next.seq],
        [next, chosen.seq],
      ]);
      return { ...history, messages: history.messages.map((row) => ({ ...row, seq: places.get(row) ?? row.seq })) };
    },
  },
  {
    name: 'a message was sent after what comes behind it was acknowledged',
    breaks: ['reordered'],
    plant: (history, random) => {
      const chosen = choose(
        random,
        history.entries.filter((entry) => entry.type === 'sent'),
      );
      const row = history.messages.find(({ id }) => id === chosen?.id);
      const later = history.entries.find(
        (entry) => entry.type === 'acknowledged' && entry.channel === row?.channel && entry.seq > row.seq,
      );
      if (chosen === undefined || later === undefined) return undefined;
      const own = (entry: Entry) => (entry.type === 'sent' || entry.type === 'acknowledged') && entry.id === chosen.id;
      const others = history.entries.filter((entry) => !own(entry));
      const index = others.indexOf(later) + 1;
      const late = history.entries.filter(own).map((entry) => ({ ...entry, at: later.at }));
      return { ...history, entries: [...others.slice(0, index), ...late, ...others.slice(index)] };
    },
  },
  {
    name: 'messages appear in a channel that there is not',
    breaks: ['phantom'],
    plant: stored((row) => [{ ...row, channel: newId(ChannelId) }]),
  },
];
