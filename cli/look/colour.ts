// Colours as a terminal takes them: what was asked for, brought down to what it can show, and kept legible.
import type { Depth } from './depth.ts';

export type Rgb = readonly [red: number, green: number, blue: number];
/** A colour by its parts, or by its number in the palette of 256. */
export type Colour = Rgb | number;

/** `#rrggbb`; null for anything else. */
export function parseRgb(text: string): Rgb | null {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (parts === null) return null;
  const [, red = '', green = '', blue = ''] = parts;
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)];
}

/** The parameters of SGR (ECMA-48 8.3.117) that set the colour; empty where the terminal shows none. */
export function sgrOf(colour: Colour, depth: Depth, layer: 'fg' | 'bg'): string {
  const base = layer === 'fg' ? 38 : 48;
  switch (depth) {
    case 'none':
    case 'mono':
      return '';
    case '16':
      return sgr16(typeof colour === 'number' && colour < 16 ? colour : nearest(rgbOf(colour), 0, 16), layer);
    case '256':
      // The first 16 are whatever the terminal's own theme says, so nothing is brought down to them.
      return `${base};5;${typeof colour === 'number' ? colour : nearest(colour, 16, 256)}`;
    case 'truecolor':
      return typeof colour === 'number' ? `${base};5;${colour}` : `${base};2;${colour.join(';')}`;
  }
}

function sgr16(index: number, layer: 'fg' | 'bg'): string {
  const first = layer === 'fg' ? 30 : 40;
  return String(index < 8 ? first + index : first + 60 + index - 8);
}

/** The usual 16, then a cube of 6 x 6 x 6, then 24 greys (xterm). */
export function rgbOf(colour: Colour): Rgb {
  if (typeof colour !== 'number') return colour;
  if (colour < 16) return usual[colour] ?? [0, 0, 0];
  if (colour >= 232) {
    const grey = 8 + (colour - 232) * 10;
    return [grey, grey, grey];
  }
  const at = colour - 16;
  return [step(Math.floor(at / 36)), step(Math.floor(at / 6) % 6), step(at % 6)];
}

const step = (n: number) => (n === 0 ? 0 : 55 + n * 40);
const usual: readonly Rgb[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];

function nearest(colour: Rgb, from: number, until: number): number {
  let best = from;
  let least = Infinity;
  for (let index = from; index < until; index++) {
    const apart = distance(colour, rgbOf(index));
    if (apart < least) [best, least] = [index, apart];
  }
  return best;
}

/** Weighted by how well eyes tell each part apart. */
function distance(one: Rgb, other: Rgb): number {
  const weights = [2, 4, 3];
  return weights.reduce((sum, weight, i) => sum + weight * ((one[i] ?? 0) - (other[i] ?? 0)) ** 2, 0);
}

/** What stands behind the text; `unknown`: it may be either. */
export type Ground = 'dark' | 'light' | 'unknown';

/** Contrasts below this are hard to read (WCAG 2.2, 1.4.3 asks 4.5 for text; 3 where the ground may be either). */
const contrastMin = { dark: 4.5, light: 4.5, unknown: 3 };
const grounds: Readonly<Record<Ground, readonly number[]>> = { dark: [0], light: [1], unknown: [0, 1] };

/** The colour itself, or as much lighter or darker as it takes to be read on that ground. */
export function legible(colour: Rgb, ground: Ground): Rgb {
  if (isLegible(colour, ground)) return colour;
  for (let mixed = 0.05; mixed <= 1; mixed += 0.05) {
    const [lighter, darker] = [mix(colour, 255, mixed), mix(colour, 0, mixed)];
    if (ground !== 'light' && isLegible(lighter, ground)) return lighter;
    if (ground !== 'dark' && isLegible(darker, ground)) return darker;
  }
  return colour;
}

function isLegible(colour: Rgb, ground: Ground): boolean {
  const own = luminance(colour);
  return grounds[ground].every((other) => contrast(own, other) >= contrastMin[ground]);
}

function mix(colour: Rgb, target: number, part: number): Rgb {
  const [red, green, blue] = colour.map((value) => Math.round(value + (target - value) * part));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

export function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** `part` of the way from one colour to another, 0 to 1. */
export function between(from: Rgb, to: Rgb, part: number): Rgb {
  const at = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * part);
  return [at(0), at(1), at(2)];
}
