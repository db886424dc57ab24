// The oracle is believed because it finds what was planted: every kind of violation, anywhere in a history.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../crash/random.ts';
import { lineOf } from './book.ts';
import { checkHistory } from './check-history.ts';
import { cleanHistory } from './clean-history.ts';
import { corruptionsOfSight } from './corruptions-of-sight.ts';
import { corruptionsOfStore } from './corruptions-of-store.ts';
import type { Broken, Entry } from './history.ts';

const steps = 120;
const corruptions = [...corruptionsOfStore, ...corruptionsOfSight];

test('a clean history breaks nothing', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(checkHistory(cleanHistory(seed, steps))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

describe('a planted violation is found, and its evidence is short', () => {
  test.each(corruptions)('$name', ({ breaks, plant }) => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const planted = seeds
      .map((seed) => plant(cleanHistory(seed, steps), createRandom(seed)))
      .find((one) => one !== undefined);
    expect(planted).toBeDefined();
    const found = planted === undefined ? [] : checkHistory(planted);
    expect(breaks).toContain(found.find(({ broken }) => breaks.includes(broken))?.broken);
    for (const { evidence } of found) expect(evidence.map(lineOf).length).toBeLessThan(8);
  });

  test('of every kind there is', () => {
    const all: Record<Broken, true> = {
      lost: true,
      doubled: true,
      reordered: true,
      phantom: true,
      'wrong person': true,
      late: true,
      'not whole': true,
      refused: true,
    };
    expect(new Set(corruptions.flatMap(({ breaks }) => breaks))).toEqual(new Set(Object.keys(all)));
  });
});

test('a corruption at random is found, wherever it is', () => {
  const cases = fc.record({ seed: fc.nat(), place: fc.nat(), which: fc.nat(corruptions.length - 1) });
  fc.assert(
    fc.property(cases, ({ seed, place, which }) => {
      const corruption = corruptions[which];
      const planted = corruption?.plant(cleanHistory(seed, steps), createRandom(place));
      fc.pre(corruption !== undefined && planted !== undefined);
      const found = planted === undefined ? [] : checkHistory(planted);
      expect(found.map(({ broken }) => broken)).toContainEqual(expect.toBeOneOf([...(corruption?.breaks ?? [])]));
    }),
    { numRuns: 300 },
  );
});

/** A history up to the first leave, of which everything before was answered, and what follows it. */
function upToLeave() {
  for (let seed = 1; ; seed++) {
    const history = cleanHistory(seed, steps);
    const left = history.entries.find((entry) => entry.type === 'left');
    const entries = history.entries.filter(
      (entry) => !('who' in entry) || entry.who !== 'mover' || entry.at <= (left?.at ?? 0),
    );
    const asked = entries.filter(({ type }) => type === 'joining' || type === 'leaving').length;
    if (left?.type === 'left' && asked === 2) return { history, entries, left };
  }
}

describe('what cannot be known is not called late', () => {
  const { history, entries, left } = upToLeave();
  const { who, channel } = left;
  const lateWith = (...more: Entry[]) =>
    checkHistory({ ...history, entries: [...entries, ...more] }).filter(({ broken }) => broken === 'late');
  const heardAt = (at: number): Entry => ({ type: 'overheard', at, who, channel, what: 'typing' });

  test('a leave takes effect within a second of when the stopped node went on', () => {
    const until = left.at + 5000;
    const held: Entry = { type: 'held', at: left.at, until, why: 'stopped' };
    expect(lateWith(held, heardAt(until + 999))).toEqual([]);
    expect(lateWith(held, heardAt(until + 1001))).toHaveLength(1);
  });

  test('a join without an answer may take effect after the leave that followed it, but not for ever', () => {
    const asked = (at: number): Entry[] => [
      { type: 'joining', at, who, channel, attempt: 10_001 },
      { type: 'leaving', at: at + 1, who, channel, attempt: 10_002 },
      { type: 'left', at: at + 2, who, channel, attempt: 10_002 },
    ];
    const again = (at: number): Entry[] => [
      { type: 'leaving', at, who, channel, attempt: 10_003 },
      { type: 'left', at: at + 1, who, channel, attempt: 10_003 },
    ];
    const ghost = left.at + 100;
    expect(lateWith(...asked(ghost), heardAt(ghost + 15_000))).toEqual([]);
    expect(lateWith(...asked(ghost), ...again(ghost + 20_001), heardAt(ghost + 22_000))).toHaveLength(1);
  });
});
