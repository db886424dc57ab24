// The oracle is believed because it finds what was planted: every kind of violation, anywhere in a history.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../crash/random.ts';
import { lineOf } from './book.ts';
import { checkHistory } from './check-history.ts';
import { cleanHistory } from './clean-history.ts';
import { corruptionsOfSight } from './corruptions-of-sight.ts';
import { corruptionsOfStore } from './corruptions-of-store.ts';
import type { Broken } from './history.ts';

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
    const planted = plant(cleanHistory(7, steps), createRandom(3));
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

describe('what the run itself held up is not late', () => {
  test('a leave takes effect within a second of when the stopped node went on', () => {
    const history = cleanHistory(7, steps);
    const left = history.entries.find((entry) => entry.type === 'left');
    if (left?.type !== 'left') throw new Error('nobody left');
    const until = left.at + 5000;
    const before = history.entries.filter(
      (entry) => !('who' in entry) || entry.who !== left.who || entry.at <= left.at,
    );
    const hearing = (at: number) => ({
      ...history,
      entries: [
        ...before,
        { type: 'held', at: left.at, until, why: 'stopped' } as const,
        { type: 'overheard', at, who: left.who, channel: left.channel, what: 'typing' } as const,
      ],
    });
    const late = (at: number) => checkHistory(hearing(at)).filter(({ broken }) => broken === 'late');
    expect(late(until + 999)).toEqual([]);
    expect(late(until + 1001)).toHaveLength(1);
  });
});
