// `status`: how one is seen by others.
import type { Me } from '../../common/model.ts';
import { statuses } from '../../common/statuses.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError, type Row } from './command.ts';
import { protocolLimits } from '../../common/limits.ts';
import { readDuration } from './duration.ts';
import { localClock } from './time-in.ts';

export const status = defineCommand({
  path: 'status',
  slash: 'status',
  needs: 'login',
  summary: 'Show your status, or choose another one.',
  details: 'With --for it falls back to online, without a text, after that time.',
  example: 'devchat status away back at three --for 2h',
  positionals: {
    status: { help: statuses.join(', '), required: false, completes: statuses },
    text: { help: 'a few words that others see with it', required: false, takes: 'rest' },
  },
  options: {
    for: { type: 'text', value: 'TIME', help: 'how long, like 45m, 2h or 3d; without it until you choose another' },
  },
  async run({ caller }, { status: word, text, for: lasting }) {
    if (word === undefined) {
      const answer = await caller.call('auth.whoami', {});
      return isFailure(answer) ? answer : { rows: [statusRow(answer.me)], effects: [] };
    }
    const chosen = statuses.find((name) => name === word);
    if (chosen === undefined) return new UsageError(`A status is one of ${statuses.join(', ')}; "${word}" is none.`);
    const seconds = lasting === undefined ? undefined : readDuration(lasting, { maxDays });
    if (seconds instanceof UsageError) return seconds;
    const expiry = seconds === undefined ? {} : { expires_in_minutes: Math.ceil(seconds / 60) };
    const me = await caller.call('status.set', { status: chosen, text: text ?? '', ...expiry });
    return isFailure(me) ? me : { rows: [statusRow(me)], effects: [] };
  },
});

const maxDays = protocolLimits.statusLastsMaxHours / 24;

type SetStatus = Pick<Me, 'status' | 'status_text' | 'status_until'>;

function statusRow({ status: word, status_text: text, status_until: until }: SetStatus): Row {
  const end = until === null ? '' : `  (until ${localClock(until)})`;
  return { lines: [`${word}${text === '' ? '' : `  ${text}`}${end}`], json: { status: word, text, until } };
}
