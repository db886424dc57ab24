// What a layout of messages is.
import type { Drawn, Paint } from '../../paint/paint.ts';
import type { Item, ItemPlace } from '../item.ts';

/** What begins with an item: a day, what somebody else says or the same person later, or nothing new. */
export type Head = 'day' | 'author' | 'none';

/** A way to draw messages. */
export interface Layout {
  /** The rows of the item itself, without the lines that stand before it. */
  rows(paint: Paint, item: Item, place: ItemPlace, head: Head): Drawn[];
  /** Whether the first of these rows says who speaks. */
  namesAuthor(head: Head): boolean;
  /** Whether an empty row stands before an author. */
  readonly isAiry: boolean;
}
