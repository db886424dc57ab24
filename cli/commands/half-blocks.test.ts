import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { halfBlocks } from './half-blocks.ts';

const picture = {
  width: 2,
  height: 2,
  rgba: Uint8Array.from(
    [
      [255, 0, 0, 255],
      [0, 0, 0, 0],
      [0, 0, 255, 255],
      [255, 255, 255, 255],
    ].flat(),
  ),
};
const one = { columns: 2, rows: 1 };
const drawn = (depth: Parameters<typeof halfBlocks>[2]) => halfBlocks(picture, one, depth).join('\n');

test('a cell is two pixels, in as many colours as the terminal has; what is clear shows the ground', () => {
  expect(drawn('truecolor')).toBe('\u001b[38;2;255;0;0;48;2;0;0;255m▀\u001b[0;38;2;255;255;255m▄\u001b[0m');
  expect(drawn('256')).toBe('\u001b[38;5;196;48;5;21m▀\u001b[0;38;5;231m▄\u001b[0m');
  expect(drawn('16')).toBe('\u001b[91;44m▀\u001b[0;97m▄\u001b[0m');
});

test('without colours it is shaded, and nothing steers the terminal', () => {
  for (const depth of ['mono', 'none'] as const) {
    expect(stripVTControlCharacters(drawn(depth))).toBe(drawn(depth));
    expect(drawn(depth)).toHaveLength(2);
  }
  expect(drawn('none')).toMatch(/^[ .:+#]+$/);
});

test('a picture fills what it is given, and no more', () => {
  const rows = halfBlocks(picture, { columns: 16, rows: 8 }, '256').map(stripVTControlCharacters);
  expect(rows.map((row) => row.length)).toEqual(Array.from({ length: 8 }, () => 16));
});
