// `/rooms`: the directory of the host, to join and to leave.
import type { ListedChannel } from '../../../common/model.ts';
import { roomsOf } from '../../commands/channel-list.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

/** What a person could look through; the filter of the host finds what is beyond. */
export const roomsMax = 1000;

export const rooms = definePanel<ListedChannel>({
  word: 'rooms',
  title: 'Rooms of this host',
  summary: 'See the rooms of this host; join and leave them.',
  about: { name: 'query', positional: { help: 'only rooms whose name contains this', required: false } },
  empty: 'There is no room like that. n makes one.',
  on: ['channel.joined', 'channel.left', 'channel.updated'],
  async load({ caller, here }, subject) {
    const found = await roomsOf(caller, subject?.id ?? '', roomsMax);
    if (isFailure(found)) return found;
    const rows = found.map((room) => ({
      id: room.id,
      cells: [`#${room.name}`, room.joined ? 'joined' : '', `${room.member_count} in it`, room.topic],
      here: room.id === here,
      item: room,
    }));
    const more = `The first ${roomsMax}; /rooms and a part of the name finds the others.`;
    return { sections: [found.length < roomsMax ? { rows } : { title: more, rows }] };
  },
  rowActions: [
    { key: 'o', label: 'open', when: ({ joined }) => joined, does: ({ id }) => run('join', id) },
    { key: 'o', label: 'join', when: ({ joined }) => !joined, does: ({ id }) => run('join', id) },
    {
      key: 'x',
      label: 'leave',
      when: ({ joined }) => joined,
      confirm: ({ name }) => `Leave #${name}?`,
      does: ({ id }) => run('leave', id),
    },
  ],
  panelActions: [
    {
      key: 'n',
      label: 'new room',
      asks: [{ label: 'Its name, like deploys:' }],
      does: (_all, [name = '']) => run('create', name),
    },
  ],
});
