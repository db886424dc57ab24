import { expect, test } from 'vitest';
import { localTime, localTimeWithZone } from './local-time.ts';

test('a time says its zone where others may read it elsewhere', () => {
  const time = '2026-11-25T18:30:00.000Z';
  const shown = localTimeWithZone(time);
  expect(shown.startsWith(`${localTime(time)} `)).toBe(true);
  expect(shown.slice(localTime(time).length)).toMatch(/^ [A-Z]{2,5}([+-]\d+(:\d+)?)?$/);
  expect(localTimeWithZone('never')).toBe('????-??-?? ??:??');
});
