// The layout "bubbles": each message in a frame of its own, what one wrote oneself at the right.
import { glue, padTo, space, type Drawn } from '../../paint/paint.ts';
import { bodyRows } from '../body.ts';
import { authorAndTime, gutter, isOwn } from '../item.ts';
import type { Layout } from './layout.ts';

/** Of the pane; narrower panes are used whole, so that little text does not become many rows. */
const part = 0.75;
const narrow = 48;
/** The frame and a space on each side. */
const frame = 4;

export const bubblesLayout: Layout = {
  isAiry: true,
  namesAuthor: (head) => head !== 'none',
  rows(paint, item, place, head) {
    const { width, selected, me } = place;
    const most = (width < narrow ? width : Math.floor(width * part)) - gutter - 1;
    const body = bodyRows(paint, item, most - frame, me);
    const inner = Math.max(1, ...body.map((row) => row.width));
    const own = isOwn(item, me);
    const style = selected ? 'accent' : own ? 'ownBubble' : 'bubble';
    const edge = (text: string) => paint.draw(style, text);
    const bubble: Drawn[] = [
      edge(`╭${'─'.repeat(inner + 2)}╮`),
      ...body.map((row) => glue(edge('│ '), padTo(row, inner), edge(' │'))),
      edge(`╰${'─'.repeat(inner + 2)}╯`),
    ];
    const name = head === 'none' ? [] : [authorAndTime(paint, item, most, place)];
    const placed = (row: Drawn) => glue(space(own ? width - row.width - 1 : gutter), row);
    return [...name, ...bubble].map(placed);
  },
};
