// How a person is drawn: the name in its colours with the badge after it, and the picture in half blocks.
import { between, readable, rgbOf } from '../../../common/colours.ts';
import type { Pixels } from '../../../common/pixels.ts';
import { colourCode, halfBlocks, type Cells } from '../../commands/half-blocks.ts';
import type { NameLook } from '../../store/select.ts';
import { cut, graphemes } from '../text/width.ts';
import { coded, drawnCells, glue, nothing, space, type Drawn, type Paint, type Style } from './paint.ts';

/** `style`: where there is no colour of its own, or the terminal shows none. */
export function drawName(paint: Paint, look: NameLook, style: Style, columns: number): Drawn {
  const badge = look.badge === '' ? nothing : glue(space(1), paint.draw('plain', look.badge));
  const fits = columns - badge.width >= leastName;
  const name = drawColoured(paint, look, style, fits ? columns - badge.width : columns);
  return fits ? glue(name, badge) : name;
}

/** A name cut to less for its badge says nothing. */
const leastName = 4;

function drawColoured(paint: Paint, { name, colour }: NameLook, style: Style, columns: number): Drawn {
  const text = cut(name, columns);
  const { depth } = paint;
  if (colour === null || depth === 'none' || depth === 'mono') return paint.draw(style, text);
  const [first = '', second = first] = colour.split(' ');
  const letters = first === second ? [text] : graphemes(text);
  const last = Math.max(1, letters.length - 1);
  return glue(
    ...letters.map((letter, i) => {
      const rgb = readable(between(rgbOf(first), rgbOf(second), i / last));
      return coded(`1;${colourCode(rgb, 'letter', depth)}`, letter);
    }),
  );
}

export function drawPicture(paint: Paint, picture: Pixels, cells: Cells): Drawn[] {
  return halfBlocks(picture, cells, paint.depth).map((row) => drawnCells(row, cells.columns));
}

/** Whether two looks are drawn alike. */
export function lookKey({ name, colour, badge }: NameLook): string {
  return `${name} ${colour ?? ''} ${badge}`;
}
