// What those who look after a place do to its members, the same in every list of people.
import type { Permission } from '../../../common/permissions.ts';
import { run, type ActionOf } from '../model/panel.ts';

/** Somebody in a list, and how the asker stands to the place. */
export interface Watched {
  readonly username: string;
  readonly isMe: boolean;
  /** The room or the server, for the commands. */
  readonly target: string;
  /** What one may do there. */
  readonly powers: readonly Permission[];
}

const forEver = 'until it is lifted';
const why = { label: 'Why?', optional: true };

/** Who stands beside or above one is known to the host, which says so. */
export function moderation<Item>(watched: (item: Item) => Watched): readonly ActionOf<Item>[] {
  const may = (permission: Permission) => (item: Item) => {
    const { isMe, powers } = watched(item);
    return !isMe && (powers.includes(permission) || powers.includes('administrator'));
  };
  const deed = (item: Item, command: readonly string[], ...more: readonly string[]) => {
    const { username, target } = watched(item);
    return run(...command, '--', `@${username}`, target, ...more.filter((word) => word !== ''));
  };
  return [
    {
      key: 't',
      label: 'time out',
      when: may('time_out'),
      asks: [{ label: 'For how long?', choices: ['10m', '1h', '1d'] }, why],
      does: (item, [time = '', reason = '']) => deed(item, ['timeout'], time, reason),
    },
    {
      key: 'x',
      label: 'remove',
      when: may('kick'),
      asks: [why],
      confirm: (item) => `Remove @${watched(item).username}? They may come back.`,
      does: (item, [reason = '']) => deed(item, ['kick'], reason),
    },
    {
      key: 'b',
      label: 'ban',
      when: may('ban'),
      asks: [{ label: 'For how long?', choices: [forEver, '1d', '7d', '30d'] }, why],
      confirm: (item, [time = '']) => `Ban @${watched(item).username}, ${time === forEver ? time : `for ${time}`}?`,
      does: (item, [time = '', reason = '']) =>
        deed(item, ['ban', ...(time === forEver ? [] : [`--for=${time}`])], reason),
    },
  ];
}
