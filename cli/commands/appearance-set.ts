// `appearance set`: what a pass unlocks.
import type { Params } from '../../common/requests.ts';
import { isFailure } from '../net/caller.ts';
import { appearanceRow, unseen } from './appearance-row.ts';
import { defineCommand, UsageError } from './command.ts';

export const appearanceSet = defineCommand({
  path: 'appearance set',
  slash: null,
  needs: 'login',
  summary: 'Change your name colour, badge, banner or status frames; this needs a pass.',
  details:
    'What is not given stays as it is; an empty text removes it, as in --badge "". In the banner, \\n begins a new line.',
  example: 'devchat appearance set --name-colour "#3fa7d6 #d63f9b" --badge ★',
  positionals: {},
  options: {
    'name-colour': { type: 'text', value: 'COLOUR', help: 'like #3fa7d6, or two for a gradient' },
    badge: { type: 'text', value: 'CHARACTER', help: 'one character or emoji after your name' },
    banner: { type: 'text', value: 'ART', help: 'lines of text art on your profile' },
    'status-frames': { type: 'text', value: 'TEXTS', help: 'two to eight texts with | between, shown in turn' },
  },
  async run({ caller }, { 'name-colour': colour, badge, banner, 'status-frames': frames }) {
    const changes: Params<'appearance.set'> = {
      ...(colour === undefined ? {} : { name_colour: colour === '' ? null : colour.trim().toLowerCase() }),
      ...(badge === undefined ? {} : { badge }),
      ...(banner === undefined ? {} : { banner: banner.replaceAll('\\n', '\n') }),
      ...(frames === undefined
        ? {}
        : { status_frames: frames === '' ? [] : frames.split('|').map((one) => one.trim()) }),
    };
    if (Object.keys(changes).length === 0)
      return new UsageError('Say what to change: --name-colour, --badge, --banner or --status-frames.');
    const appearance = await caller.call('appearance.set', changes);
    if (isFailure(appearance)) return appearance;
    return { rows: [appearanceRow(appearance)], effects: unseen(appearance) };
  },
});
