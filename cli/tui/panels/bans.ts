// `/bans`: who is kept out of a room or a server.
import { banCells, bansOf } from '../../commands/ban-list.ts';
import { UsageError } from '../../commands/command.ts';
import { moderatedPlace } from '../../commands/moderated-place.ts';
import { isFailure } from '../../net/caller.ts';
import { Refusal } from '../../../common/errors.ts';
import { definePanel, run } from '../model/panel.ts';

interface Banned {
  readonly username: string;
  /** The room or the server, for the commands. */
  readonly target: string;
}

export const bans = definePanel<Banned>({
  word: 'bans',
  title: 'Bans',
  summary: 'See who is banned from a room or a server.',
  about: {
    name: 'target',
    positional: { help: 'a #room, or the name of a server', required: true, otherwise: 'here', completes: 'channel' },
  },
  empty: 'Nobody is banned. b bans somebody.',
  async load({ caller }, subject) {
    const target = subject?.id ?? '';
    const place = await moderatedPlace(caller, target);
    if (place instanceof UsageError) return new Refusal('bad_request', place.message);
    if (isFailure(place)) return place;
    const found = await bansOf(caller, place);
    if (isFailure(found)) return found;
    const rows = found.map((ban) => ({
      id: ban.user.id,
      cells: banCells(ban),
      item: { username: ban.user.username, target },
    }));
    return { title: `Banned from ${place.title}`, sections: [{ rows }] };
  },
  rowActions: [
    {
      key: 'u',
      label: 'let them in again',
      confirm: ({ username }) => `Lift the ban of @${username}?`,
      does: ({ username, target }) => run('unban', `@${username}`, target),
    },
  ],
  panelActions: [
    {
      key: 'b',
      label: 'ban somebody',
      asks: [
        { label: 'Whom?' },
        { label: 'For how long?', choices: ['until it is lifted', '1d', '7d', '30d'] },
        { label: 'Why?', optional: true },
      ],
      confirm: (_subject, [name = '', time = '']) => `Ban ${name}, ${time.startsWith('u') ? time : `for ${time}`}?`,
      does: (subject, [name = '', time = '', why = '']) => {
        const lasts = time.startsWith('u') ? [] : [`--for=${time}`];
        return run('ban', ...lasts, '--', name, subject?.id ?? '', ...(why === '' ? [] : [why]));
      },
    },
  ],
});
