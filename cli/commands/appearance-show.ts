// `appearance show`: what one chose to look like.
import { isFailure } from '../net/caller.ts';
import { appearanceRow, unseen } from './appearance-row.ts';
import { defineCommand } from './command.ts';

export const appearanceShow = defineCommand({
  path: 'appearance show',
  slash: null,
  needs: 'login',
  summary: 'Show your name colour, badge, banner and status frames.',
  example: 'devchat appearance show --json',
  positionals: {},
  options: {},
  async run({ caller }) {
    const appearance = await caller.call('appearance.get', {});
    if (isFailure(appearance)) return appearance;
    return { rows: [appearanceRow(appearance)], effects: unseen(appearance) };
  },
});
