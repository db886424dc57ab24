import { expect, test } from 'vitest';
import { createPictureReader } from './reader.ts';

/** A PNG of one pixel. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('so many wait, one more is asked to come back, and each is read', async () => {
  const reader = createPictureReader({ queueMax: 2, withinMs: 60_000 });
  const [first, second, third] = await Promise.all([reader.read(dot), reader.read(dot), reader.read(dot)]);
  expect(first).toMatchObject({ hash: expect.any(String) });
  // The same file is the same picture.
  expect(second).toEqual(first);
  expect(third).toBe('busy');
  await reader.close();
}, 60_000);

test('what takes longer than it may is given up', async () => {
  const hurried = createPictureReader({ queueMax: 2, withinMs: 1 });
  expect(await hurried.read(dot)).toBe('too slow');
  await hurried.close();
}, 60_000);

test('a reader that closes leaves nothing running', async () => {
  const reader = createPictureReader({ queueMax: 2, withinMs: 60_000 });
  const answer = reader.read(dot);
  await reader.close();
  expect(await answer).toBe('busy');
}, 60_000);
