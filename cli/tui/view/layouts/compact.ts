// The layout "compact": every message on a line of its own that begins with the time and the author, as its format says.
import { readLine, type LinePart, type Look } from '../../../look/look.ts';
import { drawName } from '../../paint/names.ts';
import { authorStyle, glue, padTo, space, type Drawn, type Paint } from '../../paint/paint.ts';
import { bodyRows } from '../body.ts';
import { authorOf, timeOf, type Item, type ItemPlace } from '../item.ts';
import type { Layout } from './layout.ts';
import { clock } from '../time.ts';

/** What is said keeps at least so many columns; a wider beginning stands on a line of its own. */
const textMinColumns = 16;

export const compactLayout: Layout = {
  isAiry: false,
  namesAuthor: () => true,
  rows(paint, item, place) {
    const { width, selected, me, look } = place;
    const bar = selected ? paint.draw('accent', '▌') : space(1);
    const fits = (drawn: Drawn) => width - drawn.width - 2 >= textMinColumns;
    const aligned = leadOf(paint, item, place, readLine(look.line));
    // Names that are not filled up are better than two rows for each message.
    const beside = fits(aligned) ? aligned : leadOf(paint, item, place, unfilled(readLine(look.line)));
    const isBeside = fits(beside);
    const lead = isBeside ? beside : leadOf(paint, item, place, unfilled(readLine(withoutRule(look.line))));
    const indent = isBeside ? lead.width : 1;
    const body = bodyRows(paint, item, width - indent - 2, me);
    const rule = isBeside ? ruleOf(paint, look) : space(0);
    const below = glue(space(indent - rule.width), rule);
    const rows = body.map((row, i) => glue(bar, isBeside && i === 0 ? lead : below, row));
    return isBeside ? rows : [glue(bar, lead), ...rows];
  },
};

/** A line between names and texts, with which a format ends, goes on beside the further rows of a message. */
function ruleOf(paint: Paint, { line }: Look): Drawn {
  return paint.draw('border', ruleAtEnd.exec(line)?.[0] ?? '');
}

const ruleAtEnd = /[│┃|] *$/;

/** On a line of its own a beginning has nothing to be told apart from. */
const withoutRule = (line: string) => line.replace(ruleAtEnd, '').trimEnd();

type Parts = ReturnType<typeof readLine>;

function unfilled(parts: Parts): Parts {
  return 'wrong' in parts ? parts : parts.map((part) => (part.type === 'name' ? { ...part, width: null } : part));
}

type Place = Pick<ItemPlace, 'look' | 'named'>;

function leadOf(paint: Paint, item: Item, place: Place, parts: Parts): Drawn {
  return 'wrong' in parts ? space(0) : glue(...parts.map((part) => partOf(paint, item, place, part)));
}

function partOf(paint: Paint, item: Item, { look, named }: Place, part: LinePart): Drawn {
  switch (part.type) {
    case 'text':
      return paint.draw('border', part.text);
    case 'time':
      return paint.draw('time', clock(timeOf(item), look.clock));
    case 'name': {
      const drawn = drawName(paint, named, authorStyle(authorOf(item)), part.width ?? 32);
      if (part.width === null) return drawn;
      return part.align === 'left' ? padTo(drawn, part.width) : glue(space(part.width - drawn.width), drawn);
    }
  }
}
