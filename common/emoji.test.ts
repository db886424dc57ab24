import { expect, test } from 'vitest';
import { drawEmoji, emojiNames } from './emoji.ts';
import { protocolLimits } from './limits.ts';

test('names stand between colons, each once; times and addresses have none', () => {
  expect(emojiNames('a :wave: b :wave: :table_flip:')).toEqual(['wave', 'table_flip']);
  expect(emojiNames('at 10:30:00, http://[::1]:80/ :: :Wave: :x:')).toEqual([]);
});

test('a message has so many names, and further ones are plain text', () => {
  const names = Array.from({ length: protocolLimits.emojiMaxPerMessage + 1 }, (_, i) => `name${i}`);
  expect(emojiNames(names.map((name) => `:${name}:`).join(' '))).toEqual(names.slice(0, -1));
});

test('what a message carries is drawn in the place of its name, and nothing else', () => {
  expect(drawEmoji('hi :wave: :other: :constructor:', { wave: 'o/' })).toBe('hi o/ :other: :constructor:');
  expect(drawEmoji('hi :wave:', undefined)).toBe('hi :wave:');
});
