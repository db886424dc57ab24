// Colours of names: between two, and far enough from the ground behind them to be read.

export type Rgb = readonly [number, number, number];

/** Of `#rrggbb`. */
export function rgbOf(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) || 0;
  return [part(1), part(3), part(5)];
}

/** The colour at `share` (0 to 1) of the way from one to the other. */
export function between(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (i: 0 | 1 | 2) => Math.round(one[i] + (other[i] - one[i]) * share);
  return [part(0), part(1), part(2)];
}

/** WCAG 2.1: 0 is black, 1 is white. */
export function luminance(colour: Rgb): number {
  const part = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2]);
}

/** WCAG 2.1: 1 is none, 21 is black on white. */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];
/** Large or bold text; a colour of middle brightness has as much on black and on white. */
const enough = 3;
const step = 0.05;

/**
 * The colour, made lighter or darker until it can be read. Nobody knows the ground of a terminal for sure, so it must stand
 * out from a black one and from a white one.
 */
export function readable(colour: Rgb): Rgb {
  for (let share = 0; share <= 1; share += step) {
    const lighter = between(colour, white, share);
    if (isReadable(lighter)) return lighter;
    const darker = between(colour, black, share);
    if (isReadable(darker)) return darker;
  }
  return colour;
}

function isReadable(colour: Rgb): boolean {
  return contrast(colour, black) >= enough && contrast(colour, white) >= enough;
}
