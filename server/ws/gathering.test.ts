import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGathering } from './gathering.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const gathering = (work: (things: readonly number[]) => Promise<void>) => {
  const errors: unknown[] = [];
  return {
    errors,
    ...createGathering<number>({ everyMs: 100, most: 3, work, onError: (error) => errors.push(error) }),
  };
};

test('what comes within a while is worked on together, each once, so many at a time', async () => {
  const worked: (readonly number[])[] = [];
  const gathered = gathering(async (things) => void worked.push(things));
  for (const thing of [1, 2, 2, 3, 4]) gathered.add(thing);
  await vi.advanceTimersByTimeAsync(99);
  expect(worked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(worked).toEqual([[1, 2, 3]]);
  await vi.advanceTimersByTimeAsync(100);
  expect(worked).toEqual([[1, 2, 3], [4]]);
});

test('what failed is reported and tried again, not at once, with what came meanwhile', async () => {
  const worked: (readonly number[])[] = [];
  const failure = new Error('the database is away');
  const { errors, ...gathered } = gathering(async (things) => {
    worked.push(things);
    if (worked.length === 1) throw failure;
  });
  gathered.add(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(errors).toEqual([failure]);
  gathered.add(2);
  await vi.advanceTimersByTimeAsync(999);
  expect(worked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(worked).toEqual([[1], [1, 2]]);
});

test('nothing is worked on after the end', async () => {
  const worked: (readonly number[])[] = [];
  const gathered = gathering(async (things) => void worked.push(things));
  gathered.add(1);
  gathered.close();
  gathered.add(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(worked).toEqual([]);
});
