import { expect, test } from 'vitest';
import { newId, UserId } from '../../common/ids.ts';
import { createPictureReader } from './reader.ts';

const [ada, bob] = [newId(UserId), newId(UserId)];
/** A PNG of one pixel. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('so many wait, one more is asked to come back, and each is read', async () => {
  const reader = createPictureReader({ queueMax: 2, perUser: 2, withinMs: 60_000 });
  const [first, second, third] = await Promise.all([
    reader.read(dot, ada),
    reader.read(dot, ada),
    reader.read(dot, bob),
  ]);
  expect(first).toMatchObject({ hash: expect.any(String) });
  // The same file is the same picture.
  expect(second).toEqual(first);
  expect(third).toBe('busy');
  await reader.close();
}, 60_000);

test('so many of one user, one more is asked to wait, and there is room for others', async () => {
  const reader = createPictureReader({ queueMax: 3, perUser: 1, withinMs: 60_000 });
  const answers = [reader.read(dot, ada), reader.read(dot, ada), reader.read(dot, bob)] as const;
  expect(await answers[1]).toBe('one at a time');
  const made = { hash: expect.any(String) };
  expect([await answers[0], await answers[2]]).toMatchObject([made, made]);
  expect(await reader.read(dot, ada)).toMatchObject(made);
  await reader.close();
}, 60_000);

test('what takes longer than it may is given up', async () => {
  const hurried = createPictureReader({ queueMax: 2, perUser: 2, withinMs: 1 });
  expect(await hurried.read(dot, ada)).toBe('too slow');
  await hurried.close();
}, 60_000);

test('a reader that closes leaves nothing running', async () => {
  const reader = createPictureReader({ queueMax: 2, perUser: 2, withinMs: 60_000 });
  const answer = reader.read(dot, ada);
  await reader.close();
  expect(await answer).toBe('busy');
}, 60_000);
