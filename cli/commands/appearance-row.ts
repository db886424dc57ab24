// What a pass unlocks, as commands print it.
import type { Appearance } from '../../common/appearance.ts';
import type { Row } from './command.ts';
import { columns } from './columns.ts';
import { notice, type Effect } from './effect.ts';

export function appearanceRow(appearance: Appearance): Row {
  const { name_colour, badge, banner, status_frames } = appearance;
  const none = '-';
  const rows = columns([
    ['name colour', name_colour ?? none],
    ['badge', badge === '' ? none : badge],
    ['status frames', status_frames.length === 0 ? none : status_frames.join(' | ')],
    ['banner', banner === '' ? none : ''],
  ]);
  const lines = [...rows, ...(banner === '' ? [] : banner.split('\n').map((line) => `  ${line}`))];
  return { lines, json: { ...appearance } };
}

/** Why nobody sees what is printed. */
export function unseen({ shown, name_colour, badge, banner, status_frames }: Appearance): Effect[] {
  const isPlain = name_colour === null && badge === '' && banner === '' && status_frames.length === 0;
  return shown || isPlain
    ? []
    : [notice('You have no pass, so others do not see this; it is kept for when you have one.')];
}
