// The only maker of what goes on the screen: safe text with a style, and its width.
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import { cut, widthOf } from '../text/width.ts';
import { between, legible, sgrOf, type Ground, type Rgb } from '../../look/colour.ts';
import type { Depth } from '../../look/depth.ts';
import { groupNames, stylesOf, type Group, type Theme } from '../../look/theme.ts';

declare const drawn: unique symbol;

/** A piece of a row. Its text was SafeText, so nothing in it steers the terminal except the style it was given here. */
export interface Drawn {
  readonly [drawn]: true;
  readonly ansi: string;
  readonly width: number;
}

/** A highlight group of the theme. */
export type Style = Group;

export interface Paint {
  readonly depth: Depth;
  /** What the theme expects behind the text. */
  readonly ground: Ground;
  /** `text` from the program itself may be a plain string: it is made safe all the same. */
  draw(style: Style, text: string): Drawn;
  /** In a colour that somebody chose, or running from one to another; made legible, and bold where there are no colours. */
  drawIn(colours: readonly [Rgb, Rgb?], text: string): Drawn;
}

export function createPaint(depth: Depth, theme: Theme): Paint {
  const styles = stylesOf(theme, depth);
  return {
    depth,
    ground: theme.ground,
    draw: (style, text) => styled(styles[style], toSafeText(text)),
    drawIn: ([from, to], text) => {
      const characters = Array.from(segments.segment(toSafeText(text)), ({ segment }) => segment);
      const parts = to === undefined ? [characters.join('')] : characters;
      const last = Math.max(1, parts.length - 1);
      return glue(
        ...parts.map((part, i) => {
          const colour = legible(to === undefined ? from : between(from, to, i / last), theme.ground);
          return styled(boldIn(sgrOf(colour, depth, 'fg'), depth), toSafeText(part));
        }),
      );
    },
  };
}

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function boldIn(colour: string, depth: Depth): string {
  if (depth === 'none') return '';
  return colour === '' ? '1' : `1;${colour}`;
}

function styled(codes: string, safe: SafeText): Drawn {
  return make(codes === '' || safe === '' ? safe : `\u001b[${codes}m${safe}\u001b[0m`, widthOf(safe));
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

const authorGroups = groupNames.filter((name) => name.startsWith('author'));

/** The colour of an author: the same name has the same colour everywhere and for ever. */
export function authorStyle(name: string): Style {
  let hash = 2166136261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  return authorGroups[(hash >>> 0) % authorGroups.length] ?? 'author0';
}

function make(ansi: string, width: number): Drawn {
  return { ansi, width } as Drawn;
}
