// `admin announce`: tell everybody on the host something.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { momentForms, readMoment } from './moment.ts';

export const adminAnnounce = defineCommand({
  path: 'admin announce',
  slash: 'admin announce',
  needs: 'login',
  summary: 'Tell everybody something; without TEXT the announcement is taken back.',
  details:
    'It stands above the messages of every client until its time is over, until it is dismissed there, or until it is taken back.',
  example: "devchat admin announce 'The host moves on Friday at 18:00 UTC.' --until 2026-12-31",
  positionals: { text: { help: 'one line', required: false, takes: 'rest' } },
  options: { until: { type: 'text', value: 'WHEN', help: `${momentForms}; without it until it is taken back` } },
  async run({ caller }, { text, until }) {
    const moment = until === undefined ? undefined : readMoment(until, Date.now());
    if (moment === null) return new UsageError(`--until takes a time ${momentForms}, not "${until}".`);
    const done = await caller.call('admin.announce', {
      text: text ?? null,
      ...(moment === undefined ? {} : { until: moment }),
    });
    if (isFailure(done)) return done;
    const { announcement } = done;
    return announcement === null
      ? { rows: [], effects: [notice('Nothing is announced any more.')] }
      : { rows: [{ lines: [announcement.text], json: { ...announcement } }], effects: [notice('Everybody is told.')] };
  },
});
