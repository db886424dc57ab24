import { describe, expect, test } from 'vitest';
import { contrast, legible, parseRgb, rgbOf, sgrOf, type Ground, type Rgb } from './colour.ts';
import { autoTheme, builtInThemes, groupNames, stylesOf } from './theme.ts';
import { readTheme } from './theme-file.ts';

const red: Rgb = [224, 108, 117];

describe('a colour', () => {
  test('is brought down to what the terminal can show', () => {
    expect(sgrOf(red, 'truecolor', 'fg')).toBe('38;2;224;108;117');
    expect(sgrOf(red, '256', 'fg')).toBe('38;5;168');
    expect(sgrOf(red, '16', 'bg')).toMatch(/^(4[0-7]|10[0-7])$/);
    expect(sgrOf(red, 'mono', 'fg')).toBe('');
    expect(sgrOf(9, '16', 'fg')).toBe('91');
  });

  test.each([
    ['dark', 4.5, 0],
    ['light', 0, 4.5],
    ['unknown', 3, 3],
  ] satisfies [Ground, number, number][])(
    'can be read on a %s ground, whatever was chosen',
    (ground, onBlack, onWhite) => {
      for (let index = 16; index < 256; index++) {
        const own = luminance(legible(rgbOf(index), ground));
        expect(contrast(own, 0)).toBeGreaterThanOrEqual(onBlack);
        expect(contrast(own, 1)).toBeGreaterThanOrEqual(onWhite);
      }
    },
  );

  test('that is none is no colour', () => {
    expect(parseRgb('#3fa7d')).toBeNull();
    expect(parseRgb('3fa7d6')).toBeNull();
    expect(parseRgb('#3FA7D6')).toEqual([63, 167, 214]);
  });
});

describe('a theme', () => {
  test('changes the groups that it names, and those that inherit from them', () => {
    const theme = readTheme({ name: 'mine', groups: { accent: { fg: '#ff0000' }, time: { italic: true } } });
    if ('wrong' in theme) throw new Error(theme.wrong.join());
    const styles = stylesOf(theme, 'truecolor');
    expect(styles.accent).toBe('38;2;255;0;0');
    expect(styles.mention).toBe('1;38;2;255;0;0');
    expect(styles.time).toBe('3');
    expect(styles.dim).toBe(stylesOf(autoTheme, 'truecolor').dim);
  });

  test('may begin with a built-in one', () => {
    const theme = readTheme({ name: 'mine', extends: 'light', groups: { topic: { inherits: 'good', bold: true } } });
    if ('wrong' in theme) throw new Error(theme.wrong.join());
    expect(theme.ground).toBe('light');
    expect(stylesOf(theme, 'truecolor').topic).toBe('1;38;2;27;110;44');
  });

  test.each([
    ['no object', 'x', 'theme'],
    ['a name with a space', { name: 'my theme', groups: {} }, 'name: a name has 1-32'],
    ['the name of a built-in one', { name: 'dark', groups: {} }, '"dark" is a built-in theme'],
    ['a group that does not exist', { name: 'x', groups: { acent: {} } }, 'no group "acent"; did you mean "accent"?'],
    ['a colour that is none', { name: 'x', groups: { accent: { fg: 'red' } } }, 'groups.accent.fg'],
    ['a number past the palette', { name: 'x', groups: { accent: { fg: 256 } } }, 'groups.accent.fg'],
    ['an unknown key', { name: 'x', groups: {}, sound: true }, 'theme'],
    [
      'a circle',
      { name: 'x', groups: { dim: { inherits: 'time' } } },
      'dim inherits from time inherits from dim, which is a circle',
    ],
  ])('with %s is refused with a sentence', (_what, value, sentence) => {
    const answer = readTheme(value);
    expect('wrong' in answer ? answer.wrong.join('\n') : answer).toContain(sentence);
  });

  test('without colours, no theme sets one', () => {
    for (const theme of builtInThemes)
      for (const group of groupNames) expect(stylesOf(theme, 'mono')[group]).toMatch(/^([12347](;[12347])*)?$/);
  });

  test.each(builtInThemes.filter(({ ground }) => ground !== 'unknown'))('$name can be read on its ground', (theme) => {
    for (const group of groupNames) {
      const colour = /38;2;(\d+);(\d+);(\d+)/.exec(stylesOf(theme, 'truecolor')[group]);
      if (colour === null) continue;
      const own = luminance([Number(colour[1]), Number(colour[2]), Number(colour[3])]);
      expect(contrast(own, theme.ground === 'dark' ? 0.012 : 1)).toBeGreaterThanOrEqual(
        theme.name === 'high-contrast' ? 7 : 4,
      );
    }
  });
});

/** As WCAG 2.2 defines it. */
function luminance([red_, green, blue]: Rgb): number {
  const linear = (value: number) => (value / 255 <= 0.04045 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red_) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
