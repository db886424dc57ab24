// `admin pass give`: days of the pass for somebody.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { momentText } from './moment.ts';
import { findSomebody, reasonOption, somebody } from './somebody.ts';

export const adminPassGive = defineCommand({
  path: 'admin pass give',
  slash: 'admin pass give',
  needs: 'login',
  summary: 'Give somebody days of the pass, beside what they have left.',
  example: 'devchat admin pass give @ada 30',
  positionals: { user: somebody, days: { help: 'how many, like 30', required: true } },
  options: { reason: reasonOption },
  async run({ caller }, { user, days: text, reason }) {
    const days = Number(/^(\d{1,6})d?$/.exec(text)?.[1] ?? Number.NaN);
    if (Number.isNaN(days)) return new UsageError(`DAYS is a whole number like 30, not "${text}".`);
    const found = await findSomebody(caller, user);
    if (isFailure(found)) return found;
    const done = await caller.call('admin.pass.give', {
      user: found.id,
      days,
      ...(reason === undefined ? {} : { reason }),
    });
    if (isFailure(done)) return done;
    const { pass_until } = done;
    const until = pass_until === null ? '' : ` until ${momentText(pass_until)}`;
    return {
      rows: [{ lines: [pass_until ?? ''], json: { user: found.id, username: found.username, pass_until } }],
      effects: [notice(`@${found.username} has the pass${until}.`)],
    };
  },
});
