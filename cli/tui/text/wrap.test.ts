import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toSafeText } from '../../../common/safe-text.ts';
import { cut, graphemes, widthOf } from './width.ts';
import { wrap } from './wrap.ts';

const wrapped = (text: string, columns: number) => wrap(toSafeText(text), columns);

test('lines break between words, and inside a word only when it is longer than the line', () => {
  expect(wrapped('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
  expect(wrapped('see https://example.org/a/very/long/path ok', 12)).toEqual([
    'see',
    'https://exam',
    'ple.org/a/ve',
    'ry/long/path',
    'ok',
  ]);
  expect(wrapped('one\n\ntwo', 10)).toEqual(['one', '', 'two']);
});

test('indentation stays, tabs stop every four columns', () => {
  expect(wrapped('  if (x)\n\treturn\na\tb', 20)).toEqual(['  if (x)', '    return', 'a   b']);
});

test('no line is wider than asked, and no character is lost or cut in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 4, max: 30 }), (raw, columns) => {
      const text = toSafeText(raw.replaceAll(/\s/g, ' '));
      const lines = wrap(text, columns);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      expect(lines.join('').replaceAll(/[ ◌]/g, '')).toBe(text.replaceAll(/[ ◌]/g, ''));
      expect(widthOf(cut(text, columns))).toBeLessThanOrEqual(columns);
    }),
  );
});

test('wide characters and emoji have the width that terminals give them', () => {
  expect(['日本', '👩🏽‍💻', '❤️', '🇩🇪', 'é', 'שלום', '한'].map(widthOf)).toEqual([4, 2, 2, 2, 1, 4, 2]);
  expect(graphemes('a👩🏽‍💻é')).toEqual(['a', '👩🏽‍💻', 'é']);
});
