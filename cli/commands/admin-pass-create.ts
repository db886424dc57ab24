// `admin pass create`: codes that give the pass.
import { protocolLimits } from '../../common/limits.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';

export const adminPassCreate = defineCommand({
  path: 'admin pass create',
  slash: 'admin pass create',
  needs: 'login',
  summary: 'Make codes, each good once for some days of the pass; they are printed once.',
  example: "devchat admin pass create --days 30 --count 10 --note 'the fair' > codes.txt",
  positionals: {},
  options: {
    days: {
      type: 'count',
      value: 'N',
      min: 1,
      max: protocolLimits.passDaysMax,
      initially: 30,
      help: 'how long the pass lasts',
    },
    count: {
      type: 'count',
      value: 'N',
      min: 1,
      max: protocolLimits.passCodesMaxPerRequest,
      initially: 1,
      help: 'how many codes',
    },
    note: { type: 'text', value: 'TEXT', help: 'what they are for, as lists show it' },
  },
  async run({ caller }, { days, count, note }) {
    const made = await caller.call('admin.pass.create', { days, count, ...(note === undefined ? {} : { note }) });
    if (isFailure(made)) return made;
    const rows = made.codes.map(({ id, code }) => ({ lines: [code], json: { id, code, days } }));
    return { rows, effects: [notice('Keep them: they are not shown again.')] };
  },
});
