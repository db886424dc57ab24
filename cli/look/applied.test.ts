import { describe, expect, test } from 'vitest';
import { applied, hasPass, withheldWords } from './applied.ts';
import { plainLook, type Look } from './look.ts';

const end = Date.parse('2026-12-01T10:00:00.000Z');
const holder = { pass_until: '2026-12-01T10:00:00.000Z' };
const chosen: Look = {
  theme: 'dusk',
  layout: 'compact',
  clock: '12h',
  line: '{name}: ',
  sidebar: 'right',
  order: 'servers',
};

test.each([
  ['the moment before it ends', holder, end - 1, true],
  ['the moment it ends', holder, end, false],
  ['without one', { pass_until: null }, 0, false],
  ['before the host has said who one is', null, 0, false],
] as const)('the pass: %s', (_when, me, now, is) => {
  expect(hasPass(me, now)).toBe(is);
});

describe('what is applied', () => {
  test('is all that was chosen while one has the pass', () => {
    expect(applied(chosen, holder, end - 1)).toEqual({ look: chosen, withheld: [] });
  });

  test('is plain where it needs the pass, once that has ended; what is free stays', () => {
    const { look, withheld } = applied(chosen, holder, end);
    expect(look).toEqual({ ...plainLook, clock: '12h' });
    expect(withheld).toEqual(['theme', 'layout', 'line', 'sidebar', 'order']);
  });

  test.each<[Partial<Look>, boolean]>([
    [{}, true],
    [{ theme: 'auto' }, true],
    [{ theme: 'dark' }, true],
    [{ theme: 'light' }, true],
    [{ theme: 'high-contrast' }, true],
    [{ clock: '12h' }, true],
    [{ theme: 'dusk' }, false],
    [{ clock: 'none' }, false],
    [{ layout: 'compact' }, false],
    [{ layout: 'bubbles' }, false],
    [{ line: '{name}: ' }, false],
    [{ sidebar: 'right' }, false],
    [{ sidebar: 'hidden' }, false],
    [{ order: 'dms' }, false],
    [{ order: 'servers' }, false],
  ])('%j is free: %s', (change, isFree) => {
    const look = { ...plainLook, ...change };
    expect(applied(look, null, 0).look).toEqual(isFree ? look : plainLook);
  });
});

test('what waits is said in one sentence', () => {
  expect(withheldWords(['layout'])).toBe('Your layout needs a pass; what you chose is kept until you have one.');
  expect(withheldWords(['theme', 'layout', 'line'])).toContain('Your theme, layout and line need a pass');
});
