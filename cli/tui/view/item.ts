// What the conversation is made of: a message of the host, or one on its way there.
import type { SafeText } from '../../../common/safe-text.ts';
import type { SafeMessage } from '../../../common/safe-message.ts';
import type { OutboxRow } from '../../store/state.ts';
import type { Look } from '../../look/look.ts';
import type { NameParts } from '../../store/select.ts';
import { drawName } from '../paint/names.ts';
import { authorStyle, glue, space, type Drawn, type Paint } from '../paint/paint.ts';
import { clock } from './time.ts';

export type Item =
  /** `folded`: it stands for so many messages of people whom one has blocked, of which it is the last. */
  | { readonly type: 'message'; readonly message: SafeMessage; readonly folded?: number }
  | { readonly type: 'outgoing'; readonly row: OutboxRow; readonly username: SafeText; readonly named: NameParts };

export interface ItemPlace {
  readonly width: number;
  readonly previous: Item | null;
  /** The line "new" stands before this item. */
  readonly firstUnread: boolean;
  readonly selected: boolean;
  /** One's own name: it is marked where others write it. */
  readonly me: SafeText | null;
  readonly look: Look;
  /** How its author is drawn. */
  readonly named: NameParts;
}

/** The bar of a selected message, and a space. */
export const gutter = 2;

export function isFolded(item: Item): boolean {
  return item.type === 'message' && item.folded !== undefined;
}

export function timeOf(item: Item): string {
  return item.type === 'message' ? item.message.timestamp : new Date(item.row.createdAt).toISOString();
}

export function authorOf(item: Item): SafeText {
  return item.type === 'message' ? item.message.user.username : item.username;
}

/** Whether one wrote it oneself. */
export function isOwn(item: Item, me: SafeText | null): boolean {
  return item.type === 'outgoing' || authorOf(item) === me;
}

/** What begins what somebody says. */
export function authorAndTime(
  paint: Paint,
  item: Item,
  columns: number,
  { look, named }: Pick<ItemPlace, 'look' | 'named'>,
): Drawn {
  const time = clock(timeOf(item), look.clock);
  const author = drawName(paint, named, authorStyle(authorOf(item)), columns - time.length - 2);
  return time === '' ? author : glue(author, space(2), paint.draw('time', time));
}
