import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { toSafeText } from '../../../common/safe-text.ts';
import { drawName } from './names.ts';
import { createPaint as paintOf } from './paint.ts';
import { autoTheme } from '../../look/theme.ts';

const createPaint = (depth: Parameters<typeof paintOf>[0]) => paintOf(depth, autoTheme);
const look = (name: string, colour: string | null, badge = '') => ({
  name: toSafeText(name),
  colour: colour === null ? null : toSafeText(colour),
  badge: toSafeText(badge),
});

test('a name has its colour where the terminal has colours, and its badge everywhere', () => {
  const ada = look('ada', '#3f87d6', '★');
  expect(drawName(createPaint('truecolor'), ada, 'plain', 20).ansi).toBe('\u001b[1;38;2;63;135;214mada\u001b[0m ★');
  expect(drawName(createPaint('mono'), ada, 'plain', 20).ansi).toBe('ada ★');
});

test('a gradient goes from letter to letter', () => {
  const { ansi, width } = drawName(createPaint('truecolor'), look('añb', '#3f87d6 #d63f9b'), 'plain', 20);
  expect(stripVTControlCharacters(ansi)).toBe('añb');
  expect(width).toBe(3);
  expect(new Set(ansi.match(/38;2;[\d;]+/g)).size).toBe(3);
});

test('black and white are drawn so that they can be read', () => {
  for (const colour of ['#000000', '#ffffff'])
    expect(drawName(createPaint('truecolor'), look('ada', colour), 'plain', 20).ansi).not.toMatch(
      /38;2;(0;0;0|255;255;255)m/,
    );
});

test('a long name is cut, its badge is not; in no room at all the badge goes first', () => {
  const text = (columns: number) =>
    stripVTControlCharacters(drawName(createPaint('256'), look('margaret', null, '🦊'), 'plain', columns).ansi);
  expect(text(9)).toBe('marga… 🦊');
  expect(text(5)).toBe('marg…');
});
