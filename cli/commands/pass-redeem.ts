// `pass redeem`: use a code of the pass.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { momentText } from './moment.ts';

export const passRedeem = defineCommand({
  path: 'pass redeem',
  slash: 'pass redeem',
  needs: 'login',
  summary: 'Use a code: the pass begins, or lasts so much longer.',
  example: 'devchat pass redeem 7K2M9-QX4TB-0WZ3R-H8VNA',
  positionals: { code: { help: 'the code; dashes and capitals do not matter', required: true, takes: 'rest' } },
  options: {},
  async run({ caller }, { code }) {
    const done = await caller.call('pass.redeem', { code });
    if (isFailure(done)) return done;
    const { pass_until } = done.me;
    const until = pass_until === null ? '' : ` until ${momentText(pass_until)}`;
    return {
      rows: [{ lines: [pass_until ?? ''], json: { pass_until, days: done.days } }],
      effects: [notice(`${done.days} days: you have the pass${until}.`)],
    };
  },
});
