// `appearance clear`: plain again.
import { isFailure } from '../net/caller.ts';
import { appearanceRow } from './appearance-row.ts';
import { defineCommand } from './command.ts';

export const appearanceClear = defineCommand({
  path: 'appearance clear',
  slash: null,
  needs: 'login',
  summary: 'Look plain again: no name colour, badge, banner or status frames.',
  example: 'devchat appearance clear',
  positionals: {},
  options: {},
  async run({ caller }) {
    const appearance = await caller.call('appearance.clear', {});
    return isFailure(appearance) ? appearance : { rows: [appearanceRow(appearance)], effects: [] };
  },
});
