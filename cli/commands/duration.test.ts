import { expect, test } from 'vitest';
import { durationMinutes } from './duration.ts';
import { timeIn } from './time-in.ts';

test('a length of time is a number and a unit', () => {
  expect(['45m', '2h', '3d'].map(durationMinutes)).toEqual([45, 120, 4320]);
  expect(['', '2', '0m', '-1h', '2 h', '1w', '1.5h'].map(durationMinutes)).toEqual(
    Array.from({ length: 7 }, () => null),
  );
});

test('what a clock shows elsewhere, where that is known', () => {
  const noon = new Date('2026-07-01T12:00:00Z');
  expect(timeIn('Asia/Kolkata', noon)).toBe('Wed 17:30');
  expect(timeIn('Europe/Atlantis', noon)).toBeNull();
});
