import { expect, test } from 'vitest';
import { messageScanner, numberAt, numbered } from './content.ts';

test('each message is found once, however the bytes are cut, and a lone mark in a frame is none', () => {
  const numbers = Array.from({ length: 20 }, (_, i) => i);
  const frames = numbers.map((i) => `\x81\x7e\x01^{"content":"${numbered(i, 200)}"}`);
  const stream = Buffer.from(frames.join(''), 'latin1');
  for (let chunkBytes = 1; chunkBytes <= 300; chunkBytes++) {
    const found: number[] = [];
    const scan = messageScanner((bytes, at) => found.push(numberAt(bytes, at)));
    for (let at = 0; at < stream.length; at += chunkBytes) scan(stream.subarray(at, at + chunkBytes));
    expect(found).toEqual(numbers);
  }
});
