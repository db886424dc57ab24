// How a violation is planted: a clean history is broken at a place that chance chooses.
import type { Random } from '../../crash/random.ts';
import type { Broken, Entry, EntryOf, History } from './history.ts';

export interface Corruption {
  readonly name: string;
  /** One of these has to be reported. */
  readonly breaks: readonly Broken[];
  /** Undefined where the history has nothing that could be broken so. */
  readonly plant: (history: History, random: Random) => History | undefined;
}

export type Plant = Corruption['plant'];

/** Corrupts an entry of a type: replaces it by what `change` makes of it. */
export function onEntry<T extends Entry['type']>(
  type: T,
  change: (entry: EntryOf<T>, history: History) => Entry[] | undefined,
  suits: (entry: EntryOf<T>, history: History) => boolean = () => true,
): Plant {
  const isOne = (entry: Entry): entry is EntryOf<T> => entry.type === type;
  return (history, random) => {
    const chosen = choose(
      random,
      history.entries.filter(isOne).filter((entry) => suits(entry, history)),
    );
    const put = chosen === undefined ? undefined : change(chosen, history);
    if (chosen === undefined || put === undefined) return undefined;
    return { ...history, entries: history.entries.flatMap((entry) => (entry === chosen ? put : [entry])) };
  };
}

export const stored: (
  change: (row: History['messages'][number]) => History['messages'],
  suits?: (row: History['messages'][number], history: History) => boolean,
) => Plant =
  (change, suits = () => true) =>
  (history, random) => {
    const chosen = choose(
      random,
      history.messages.filter((row) => suits(row, history)),
    );
    if (chosen === undefined) return undefined;
    return { ...history, messages: history.messages.flatMap((row) => (row === chosen ? change(row) : [row])) };
  };

export function choose<T>(random: Random, list: readonly T[]): T | undefined {
  return list[random.between(0, list.length - 1)];
}

export const isLastRow = (history: History, { channel, rev }: { readonly channel: string; readonly rev: number }) =>
  history.messages.some((row) => row.channel === channel && row.rev === rev);

export const endOf = ({ entries }: History) => (entries.at(-1)?.at ?? 0) + 1;
