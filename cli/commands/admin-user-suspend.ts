// `admin user suspend`: keep somebody out of the host.
import { isFailure } from '../net/caller.ts';
import { confirmed, yes } from './confirm.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { momentForms, readMoment } from './moment.ts';
import { findSomebody, reasonOption, somebody, suspensionText, userRow } from './somebody.ts';

export const adminUserSuspend = defineCommand({
  path: 'admin user suspend',
  slash: 'admin user suspend',
  needs: 'login',
  summary: 'Keep somebody out, until a time or for good.',
  details:
    'Their connections close at once, and their requests and logins are refused with the reason. Their logins are kept for when it ends. For who stands above them.',
  example: "devchat admin user suspend @mallory --until 7d --reason 'advertising' --yes",
  positionals: { user: somebody },
  options: {
    until: { type: 'text', value: 'WHEN', help: `${momentForms}; without it for good` },
    reason: { ...reasonOption, help: 'why; they are told, and it stands in the log' },
    yes,
  },
  async run(context, { user, until, reason, yes: isYes }) {
    const { caller } = context;
    const moment = until === undefined ? undefined : readMoment(until, Date.now());
    if (moment === null) return new UsageError(`--until takes a time ${momentForms}, not "${until}".`);
    const found = await findSomebody(caller, user);
    if (isFailure(found)) return found;
    const time = moment === undefined ? 'for good' : `until ${moment}`;
    const no = await confirmed(context, isYes, `Suspend @${found.username} ${time}?`);
    if (no !== undefined) return no;
    const params = {
      user: found.id,
      ...(moment === undefined ? {} : { until: moment }),
      ...(reason === undefined ? {} : { reason }),
    };
    const done = await caller.call('admin.user.suspend', params);
    if (isFailure(done)) return done;
    const words = done.suspension === null ? '' : suspensionText(done.suspension);
    return { rows: [userRow(done)], effects: [notice(`@${done.username} is ${words}.`)] };
  },
});
