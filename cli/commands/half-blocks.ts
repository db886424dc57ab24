// A small picture as rows of a terminal: each cell is two pixels, the upper one in the colour of the letter, the lower one behind it.
import { resized, type Pixels } from '../../common/pixels.ts';
import type { Depth } from '../profile/depth.ts';

export interface Cells {
  readonly columns: number;
  readonly rows: number;
}

type Rgb = readonly [number, number, number];

/** The rows of the picture, each as wide as asked, with its styles ended. */
export function halfBlocks(picture: Pixels, { columns, rows }: Cells, depth: Depth): string[] {
  const small = resized(picture, columns, rows * 2);
  return Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: columns }, (__, column) =>
      cellOf(pixelAt(small, column, row * 2), pixelAt(small, column, row * 2 + 1), depth),
    );
    return `${cells.join('')}${depth === 'none' || depth === 'mono' ? '' : '\u001b[0m'}`;
  });
}

/** Null: one sees through it. */
function pixelAt({ width, rgba }: Pixels, x: number, y: number): Rgb | null {
  const at = (y * width + x) * 4;
  if ((rgba[at + 3] ?? 0) < 128) return null;
  return [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
}

function cellOf(upper: Rgb | null, lower: Rgb | null, depth: Depth): string {
  if (depth === 'none' || depth === 'mono') return shade([upper, lower], depth === 'none' ? ' .:+#' : ' ░▒▓█');
  if (upper === null && lower === null) return '\u001b[0m ';
  if (upper === null) return `\u001b[0;${colourCode(lower ?? black, 'letter', depth)}m▄`;
  if (lower === null) return `\u001b[0;${colourCode(upper, 'letter', depth)}m▀`;
  return `\u001b[${colourCode(upper, 'letter', depth)};${colourCode(lower, 'ground', depth)}m▀`;
}

const black: Rgb = [0, 0, 0];

/** Without colours: the darker, the fuller. */
function shade(pixels: readonly (Rgb | null)[], marks: string): string {
  const seen = pixels.filter((pixel) => pixel !== null);
  const ink = seen.reduce((sum, pixel) => sum + 1 - brightness(pixel), 0) / pixels.length;
  return Array.from(marks)[Math.min(4, Math.round(ink * 5))] ?? ' ';
}

function brightness([red, green, blue]: Rgb): number {
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

/** The codes of SGR that choose a colour, as near as the terminal has it. */
export function colourCode(colour: Rgb, use: 'letter' | 'ground', depth: '16' | '256' | 'all'): string {
  const base = use === 'letter' ? 38 : 48;
  if (depth === 'all') return `${base};2;${colour.join(';')}`;
  if (depth === '256') return `${base};5;${nearest256(colour)}`;
  const index = nearestOf(colour, sixteen);
  const first = use === 'letter' ? 30 : 40;
  return String(index < 8 ? first + index : first + 60 + index - 8);
}

/** What most terminals show for the sixteen; a theme may show others. */
const sixteen: readonly Rgb[] = [
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

const steps = [0, 95, 135, 175, 215, 255];

/** The nearer one of the cube of six by six by six and of the greys. */
function nearest256(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => nearestStep(part));
  const cube: Rgb = [steps[red ?? 0] ?? 0, steps[green ?? 0] ?? 0, steps[blue ?? 0] ?? 0];
  const grey = Math.max(0, Math.min(23, Math.round((brightness(colour) * 255 - 8) / 10)));
  const level = 8 + grey * 10;
  if (distance(colour, [level, level, level]) < distance(colour, cube)) return 232 + grey;
  return 16 + 36 * (red ?? 0) + 6 * (green ?? 0) + (blue ?? 0);
}

function nearestStep(part: number): number {
  let best = 0;
  for (const [i, step] of steps.entries()) if (Math.abs(step - part) < Math.abs((steps[best] ?? 0) - part)) best = i;
  return best;
}

function nearestOf(colour: Rgb, palette: readonly Rgb[]): number {
  let best = 0;
  for (const [i, one] of palette.entries())
    if (distance(colour, one) < distance(colour, palette[best] ?? black)) best = i;
  return best;
}

function distance(one: Rgb, other: Rgb): number {
  return one.reduce((sum, part, i) => sum + (part - (other[i] ?? 0)) ** 2, 0);
}
