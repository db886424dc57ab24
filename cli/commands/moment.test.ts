import { expect, test } from 'vitest';
import { readMoment } from './moment.ts';

test.each([
  ['7d', '2026-12-08T12:00:00.000Z'],
  ['90m', '2026-12-01T13:30:00.000Z'],
  ['2h', '2026-12-01T14:00:00.000Z'],
  ['2026-12-31', '2026-12-31T00:00:00.000Z'],
  ['2026-12-31T18:00', '2026-12-31T18:00:00.000Z'],
  ['2026-12-31T18:00:05Z', '2026-12-31T18:00:05.000Z'],
  ['2026-13-31', null],
  ['tomorrow', null],
  ['7', null],
  ['9999999d', null],
])('%s is %s', (text, expected) => {
  expect(readMoment(text, Date.UTC(2026, 11, 1, 12))).toBe(expected);
});
