// What the last line says about a chosen message: the keys that do something to it, for this person.
import type { Permission } from '../../../common/permissions.ts';
import { mayHere, openChannel } from '../../store/select.ts';
import type { ClientState } from '../../store/state.ts';
import type { SafeMessage } from '../../../common/safe-message.ts';
import { isFolded, type Item } from './item.ts';

/** The first ones matter most: as many as there is room for, and always the way back. */
export function messageHints(state: ClientState, chosen: Item | null, columns: number): string {
  const hints = chosen === null ? [] : keysFor(state, chosen);
  const back = 'Esc back';
  for (let shown = hints.length; shown > 0; shown--) {
    const words = [...hints.slice(0, shown), back].join('  ');
    if (words.length <= columns - dotLeaves) return words;
  }
  return back;
}

/** The dot of the connection, and the spaces around it and behind the hints. */
const dotLeaves = 5;

function keysFor(state: ClientState, chosen: Item): string[] {
  if (chosen.type === 'outgoing') {
    const { state: fate } = chosen.row;
    if (fate === 'failed') return ['r resend', 'd discard', 'y copy'];
    return fate === 'waiting' ? ['d discard', 'y copy'] : ['y copy'];
  }
  if (isFolded(chosen)) return ['o show'];
  const { message } = chosen;
  const fold = state.relations.get(message.user.id)?.kind === 'blocked' ? ['o fold'] : [];
  return message.deleted_at === null ? [...fold, ...keysOf(state, message)] : [...fold, 'i profile'];
}

function keysOf(state: ClientState, message: SafeMessage): string[] {
  const channel = openChannel(state);
  const may = (permission: Permission) => channel !== null && mayHere(channel, permission);
  const isMine = message.user.id === state.me?.id;
  const pins = may(pinPermission(channel?.info.kind === 'dm'))
    ? [message.pinned_at === null ? 'p pin' : 'p unpin']
    : [];
  if (isMine) return ['e edit', 'd delete', 'y copy', ...pins, 'i profile'];
  const removes = may('manage_messages') ? ['d delete'] : [];
  return ['y copy', 'i profile', ...removes, ...pins, '! report'];
}

/** Between two people either pins. */
export const pinPermission = (isDm: boolean): Permission => (isDm ? 'send' : 'manage_messages');
