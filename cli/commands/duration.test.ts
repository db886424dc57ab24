import { expect, test } from 'vitest';
import { UsageError } from './command.ts';
import { readDuration } from './duration.ts';

test.each([
  ['1s', 1],
  ['10m', 600],
  ['2h', 7200],
  ['7d', 604_800],
  ['1w', 604_800],
  ['1h30m', 5400],
  ['1H30M', 5400],
  ['28d', 2_419_200],
])('%s is %i seconds', (word, seconds) => {
  expect(readDuration(word, { maxDays: 28 })).toBe(seconds);
});

test.each([
  ['', 'like 10m'],
  ['10', 'like 10m'],
  ['m', 'like 10m'],
  ['10y', 'like 10m'],
  ['-5m', 'like 10m'],
  ['5m!', 'like 10m'],
  ['5 m', 'like 10m'],
  ['forever', 'like 10m'],
  ['0m', 'no time at all'],
  ['28d1s', 'at most 28d'],
  ['99999999999d', 'like 10m'],
  ['999999999w', 'at most 28d'],
])('"%s" is refused with what to write instead', (word, sentence) => {
  const answer = readDuration(word, { maxDays: 28 });
  expect(answer).toBeInstanceOf(UsageError);
  expect(answer).toMatchObject({ message: expect.stringContaining(sentence) });
});
