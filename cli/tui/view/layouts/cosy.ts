// The layout "cosy": a line with the author and the time, and what they say below it until somebody else speaks.
import { glue, space } from '../../paint/paint.ts';
import { bodyRows } from '../body.ts';
import { authorAndTime, gutter } from '../item.ts';
import type { Layout } from './layout.ts';

export const cosyLayout: Layout = {
  isAiry: true,
  namesAuthor: (head) => head !== 'none',
  rows(paint, item, place, head) {
    const { width, selected, me } = place;
    const bar = selected ? paint.draw('accent', '▌ ') : space(gutter);
    const heading = head === 'none' ? [] : [glue(bar, authorAndTime(paint, item, width - gutter, place))];
    // What follows without a head is told apart from the lines of the message before it.
    const first = head === 'none' && !selected ? paint.draw('dim', '· ') : bar;
    const body = bodyRows(paint, item, width - gutter - 1, me);
    return [...heading, ...body.map((row, i) => glue(i === 0 ? first : bar, row))];
  },
};
