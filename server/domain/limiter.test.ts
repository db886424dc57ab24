import { expect, test } from 'vitest';
import { createLimiter, createLimiters } from './limiter.ts';

test('so many run at once, one more waits, and who waits longest is next', async () => {
  const limiter = createLimiter(2);
  const started: number[] = [];
  const works = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const runs = works.map((work, index) =>
    limiter.run(async () => {
      started.push(index);
      await work.promise;
      return index;
    }),
  );
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  works[1]?.resolve();
  await runs[1];
  await Promise.resolve();
  expect(started).toEqual([0, 1, 2]);
  for (const work of works) work.resolve();
  expect(await Promise.all(runs)).toEqual([0, 1, 2, 3, 4]);
});

test('who comes at the moment at which a place is given on does not take it', async () => {
  const limiter = createLimiter(1);
  let running = 0;
  const work = async () => {
    running += 1;
    expect(running).toBe(1);
    await Promise.resolve();
    running -= 1;
  };
  const first = limiter.run(work);
  const waiting = limiter.run(work);
  const late = first.then(() => limiter.run(work));
  await Promise.all([first, waiting, late]);
});

test('work that fails gives its place back', async () => {
  const limiter = createLimiter(1);
  await expect(limiter.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await limiter.run(async () => 'next')).toBe('next');
});

test('what one key runs takes nothing from another, and a key begins anew when nothing runs under it', async () => {
  const limiters = createLimiters(1);
  const busy = Promise.withResolvers<string>();
  const [first, second] = [limiters.run('ada', () => busy.promise), limiters.run('ada', async () => 'second')];
  expect(await limiters.run('bob', async () => 'at once')).toBe('at once');
  busy.resolve('first');
  expect(await Promise.all([first, second])).toEqual(['first', 'second']);
  await expect(limiters.run('ada', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await limiters.run('ada', async () => 'again')).toBe('again');
});
