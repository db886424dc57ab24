import { expect, test } from 'vitest';
import { autoTheme } from '../../look/theme.ts';
import { createPaint } from './paint.ts';

test('a name runs from one colour to the other, character by character, and its width stays', () => {
  const paint = createPaint('truecolor', autoTheme);
  const drawn = paint.drawIn(
    [
      [224, 108, 117],
      [97, 175, 239],
    ],
    'a👩🏽‍💻b',
  );
  expect(drawn.width).toBe(4);
  expect(drawn.ansi.match(/38;2;/g)).toHaveLength(3);
  expect(createPaint('none', autoTheme).drawIn([[224, 108, 117]], 'ada').ansi).toBe('ada');
});
