// How a person is drawn: the name in its colours with the badge after it, and the picture in half blocks.
import type { Pixels } from '../../../common/pixels.ts';
import { halfBlocks, type Cells } from '../../commands/half-blocks.ts';
import { parseRgb } from '../../look/colour.ts';
import type { NameParts } from '../../store/select.ts';
import { cut } from '../text/width.ts';
import { drawnCells, glue, nothing, space, type Drawn, type Paint, type Style } from './paint.ts';

/** `style`: where there is no colour of its own, or the terminal shows none. */
export function drawName(paint: Paint, look: NameParts, style: Style, columns: number): Drawn {
  const badge = look.badge === '' ? nothing : glue(space(1), paint.draw('plain', look.badge));
  const fits = columns - badge.width >= leastName;
  const name = drawColoured(paint, look, style, fits ? columns - badge.width : columns);
  return fits ? glue(name, badge) : name;
}

/** A name cut to less for its badge says nothing. */
const leastName = 4;

function drawColoured(paint: Paint, { name, colour }: NameParts, style: Style, columns: number): Drawn {
  const text = cut(name, columns);
  const [from, to] = (colour ?? '').split(' ').map(parseRgb);
  if (from === undefined || from === null || paint.depth === 'none' || paint.depth === 'mono')
    return paint.draw(style, text);
  return paint.drawIn(to === undefined || to === null ? [from] : [from, to], text);
}

export function drawPicture(paint: Paint, picture: Pixels, cells: Cells): Drawn[] {
  return halfBlocks(picture, cells, paint.depth).map((row) => drawnCells(row, cells.columns));
}

/** The same for two looks that are drawn alike. */
export function namePartsKey({ name, colour, badge }: NameParts): string {
  return `${name} ${colour ?? ''} ${badge}`;
}
