// A small picture as rows of a terminal: each cell is two pixels, the upper one in the colour of the letter, the lower one behind it.
import { resized, type Pixels } from '../../common/pixels.ts';
import { sgrOf, type Rgb } from '../look/colour.ts';
import type { Depth } from '../look/depth.ts';

export interface Cells {
  readonly columns: number;
  readonly rows: number;
}

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
  if (upper === null) return lower === null ? '\u001b[0m ' : `\u001b[0;${sgrOf(lower, depth, 'fg')}m▄`;
  if (lower === null) return `\u001b[0;${sgrOf(upper, depth, 'fg')}m▀`;
  return `\u001b[${sgrOf(upper, depth, 'fg')};${sgrOf(lower, depth, 'bg')}m▀`;
}

/** Without colours: the darker, the fuller. */
function shade(pixels: readonly (Rgb | null)[], marks: string): string {
  const seen = pixels.filter((pixel) => pixel !== null);
  const ink = seen.reduce((sum, pixel) => sum + 1 - brightness(pixel), 0) / pixels.length;
  return Array.from(marks)[Math.min(4, Math.round(ink * 5))] ?? ' ';
}

function brightness([red, green, blue]: Rgb): number {
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
