import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { between, contrast, readable, rgbOf, type Rgb } from './colours.ts';

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

test('contrast is that of WCAG', () => {
  expect(contrast(black, white)).toBeCloseTo(21, 5);
  expect(contrast(rgbOf('#777777'), white)).toBeCloseTo(4.48, 1);
});

test('every colour can be read on a dark ground and on a light one, and one that can is left as it is', () => {
  const part = fc.nat({ max: 255 });
  fc.assert(
    fc.property(part, part, part, (red, green, blue) => {
      const shown = readable([red, green, blue]);
      expect(contrast(shown, black)).toBeGreaterThanOrEqual(3);
      expect(contrast(shown, white)).toBeGreaterThanOrEqual(3);
      expect(readable(shown)).toEqual(shown);
    }),
  );
  expect(readable(rgbOf('#3f87d6'))).toEqual(rgbOf('#3f87d6'));
});

test('a gradient goes from the first to the second', () => {
  expect([0, 0.5, 1].map((share) => between(black, [10, 20, 30], share))).toEqual([black, [5, 10, 15], [10, 20, 30]]);
});
