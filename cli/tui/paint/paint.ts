// The only maker of what goes on the screen: safe text with a style, and its width.
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import { cut, widthOf } from '../text/width.ts';
import type { Depth } from '../../profile/depth.ts';

declare const drawn: unique symbol;

/** A piece of a row. Its text was SafeText, so nothing in it steers the terminal except the style it was given here. */
export interface Drawn {
  readonly [drawn]: true;
  readonly ansi: string;
  readonly width: number;
}

export type Style =
  | 'plain'
  | 'dim'
  | 'bold'
  | 'accent'
  | 'accentBold'
  | 'danger'
  | 'good'
  | 'warn'
  | 'underline'
  | `author${number}`;

export const authorColours = 10;

export interface Paint {
  readonly depth: Depth;
  /** `text` from the program itself may be a plain string: it is made safe all the same. */
  draw(style: Style, text: string): Drawn;
}

const table256: Readonly<Record<string, string>> = {
  dim: '38;5;244',
  bold: '1',
  accent: '38;5;32',
  accentBold: '1;38;5;32',
  danger: '38;5;167',
  good: '38;5;34',
  warn: '38;5;136',
  underline: '4',
  // Of middle brightness, so that each can be read on a dark ground and on a light one.
  ...authors(['30', '64', '97', '131', '136', '168', '62', '133', '67', '166'], (colour) => `1;38;5;${colour}`),
};
const table16: Readonly<Record<string, string>> = {
  dim: '2',
  bold: '1',
  accent: '34',
  accentBold: '1;34',
  danger: '31',
  good: '32',
  warn: '33',
  underline: '4',
  ...authors(['36', '32', '35', '33', '31', '36', '32', '35', '33', '31'], (colour) => `1;${colour}`),
};
const tableMono: Readonly<Record<string, string>> = {
  dim: '2',
  bold: '1',
  accent: '1',
  accentBold: '1',
  danger: '1',
  underline: '4',
  ...authors(
    Array.from({ length: authorColours }, () => '1'),
    (colour) => colour,
  ),
};
const tables: Readonly<Record<Depth, Readonly<Record<string, string>>>> = {
  none: {},
  mono: tableMono,
  '16': table16,
  '256': table256,
  all: table256,
};

export function createPaint(depth: Depth): Paint {
  const table = tables[depth];
  return {
    depth,
    draw(style, text) {
      const safe = toSafeText(text);
      const codes = table[style];
      const ansi = codes === undefined || safe === '' ? safe : `\u001b[${codes}m${safe}\u001b[0m`;
      return make(ansi, widthOf(safe));
    },
  };
}

/** `text` in the colours that these codes of SGR choose. */
export function coded(codes: string, text: string): Drawn {
  const safe = toSafeText(text);
  return make(`\u001b[${codes}m${safe}\u001b[0m`, widthOf(safe));
}

/** A row of a picture, which half-blocks.ts made of pixels: there is no text in it. */
export function drawnCells(row: string, columns: number): Drawn {
  return make(row, columns);
}

export const nothing: Drawn = make('', 0);

export function glue(...parts: readonly Drawn[]): Drawn {
  return make(
    parts.map((part) => part.ansi).join(''),
    parts.reduce((width, part) => width + part.width, 0),
  );
}

export function space(columns: number): Drawn {
  return make(' '.repeat(Math.max(0, columns)), Math.max(0, columns));
}

/** The same to the eye, another text to a program that compares rows: the first cell is bold, and it is a space or a bar. */
export function disguised(row: Drawn): Drawn {
  const ansi = row.ansi.startsWith(' ') ? `\u001b[1m \u001b[22m${row.ansi.slice(1)}` : `\u001b[1m${row.ansi}`;
  return make(ansi, row.width);
}

/** `left` with spaces up to `columns`. */
export function padTo(left: Drawn, columns: number): Drawn {
  return left.width >= columns ? left : glue(left, space(columns - left.width));
}

/** `left` and, where there is room, `right` at the right edge of `columns`. */
export function spread(left: Drawn, right: Drawn, columns: number): Drawn {
  const gap = columns - left.width - right.width;
  return gap < 1 ? padTo(left, columns) : glue(left, space(gap), right);
}

/** Cut to `columns` and drawn. */
export function drawCut(paint: Paint, style: Style, text: SafeText | string, columns: number): Drawn {
  return paint.draw(style, cut(toSafeText(text), columns));
}

/** The colour of an author: the same name has the same colour everywhere and for ever. */
export function authorStyle(name: string): Style {
  let hash = 2166136261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  return `author${(hash >>> 0) % authorColours}`;
}

function authors(colours: readonly string[], code: (colour: string) => string): Record<string, string> {
  return Object.fromEntries(colours.map((colour, i) => [`author${i}`, code(colour)]));
}

function make(ansi: string, width: number): Drawn {
  return { ansi, width } as Drawn;
}
