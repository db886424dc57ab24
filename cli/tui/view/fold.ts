// Messages of people whom one has blocked, each run of them as one item that can be opened.
import type { MessageId, UserId } from '../../../common/ids.ts';
import type { ClientState } from '../../store/state.ts';
import type { SafeMessage } from '../../../common/safe-message.ts';
import type { Item } from './item.ts';

type Relations = ClientState['relations'];

interface Folded {
  readonly relations: Relations;
  readonly unfolded: ReadonlySet<MessageId>;
  readonly items: readonly Item[];
}

const kept = new WeakMap<readonly SafeMessage[], Folded>();
const blockedOf = new WeakMap<Relations, ReadonlySet<UserId>>();

/** The messages as items, those of the blocked folded but for the `unfolded`; worked out once for each state of the window. */
export function foldedItems(
  messages: readonly SafeMessage[],
  relations: Relations,
  unfolded: ReadonlySet<MessageId>,
): readonly Item[] {
  const held = kept.get(messages);
  if (held !== undefined && held.relations === relations && held.unfolded === unfolded) return held.items;
  const items = fold(messages, blockedIn(relations), unfolded);
  kept.set(messages, { relations, unfolded, items });
  return items;
}

/** The run of blocked messages around the one at `index`: those that are folded and opened together. */
export function runAround(
  messages: readonly SafeMessage[],
  index: number,
  relations: Relations,
): readonly SafeMessage[] {
  const blocked = blockedIn(relations);
  const isBlocked = (at: number) => blocked.has(messages[at]?.user.id ?? noUser);
  if (!isBlocked(index)) return [];
  let [first, last] = [index, index];
  while (first > 0 && isBlocked(first - 1)) first -= 1;
  while (last < messages.length - 1 && isBlocked(last + 1)) last += 1;
  return messages.slice(first, last + 1);
}

const noUser = '';

function blockedIn(relations: Relations): ReadonlySet<string> {
  const held = blockedOf.get(relations);
  if (held !== undefined) return held;
  const blocked = new Set([...relations.values()].flatMap(({ kind, user }) => (kind === 'blocked' ? [user.id] : [])));
  blockedOf.set(relations, blocked);
  return blocked;
}

/** The last of a run stands for all of it, so that what has been read and where one reads stay what they are. */
function fold(
  messages: readonly SafeMessage[],
  blocked: ReadonlySet<string>,
  unfolded: ReadonlySet<MessageId>,
): readonly Item[] {
  if (blocked.size === 0) return messages.map((message) => ({ type: 'message', message }));
  const items: Item[] = [];
  for (const message of messages) {
    if (!blocked.has(message.user.id) || unfolded.has(message.id)) {
      items.push({ type: 'message', message });
      continue;
    }
    const before = items.at(-1);
    const count = before?.type === 'message' ? (before.folded ?? 0) : 0;
    if (count > 0) items.pop();
    items.push({ type: 'message', message, folded: count + 1 });
  }
  return items;
}
