// `pass show`: until when one has the pass, and what it unlocks.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { momentText } from './moment.ts';

export const passShow = defineCommand({
  path: 'pass show',
  slash: 'pass show',
  needs: 'login',
  summary: 'Show until when you have the pass, and what it unlocks.',
  example: 'devchat pass show --json',
  positionals: {},
  options: {},
  async run({ caller }) {
    const pass = await caller.call('pass.show', {});
    if (isFailure(pass)) return pass;
    const { active, pass_until, unlocks } = pass;
    const state =
      active && pass_until !== null
        ? `You have the pass until ${momentText(pass_until)}.`
        : pass_until === null
          ? 'You have no pass.'
          : `Your pass ended on ${momentText(pass_until)}.`;
    const lines = [state, 'It unlocks:', ...unlocks.map(({ meaning }) => `  ${meaning}`)];
    return { rows: [{ lines, json: { ...pass } }], effects: [] };
  },
});
