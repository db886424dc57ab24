// `status`: how one is seen by others.
import type { Status } from '../../common/model.ts';
import { statuses } from '../../common/statuses.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError, type Row } from './command.ts';

export const status = defineCommand({
  path: 'status',
  slash: 'status',
  needs: 'login',
  summary: 'Show your status, or choose another one.',
  example: 'devchat status away back at three',
  positionals: {
    status: { help: statuses.join(', '), required: false, completes: statuses },
    text: { help: 'a few words that others see with it', required: false, takes: 'rest' },
  },
  options: {},
  async run({ caller }, { status: word, text }) {
    if (word === undefined) {
      const answer = await caller.call('auth.whoami', {});
      return isFailure(answer) ? answer : { rows: [statusRow(answer.me)], effects: [] };
    }
    const chosen = statuses.find((name) => name === word);
    if (chosen === undefined) return new UsageError(`A status is one of ${statuses.join(', ')}; "${word}" is none.`);
    const me = await caller.call('status.set', { status: chosen, text: text ?? '' });
    return isFailure(me) ? me : { rows: [statusRow(me)], effects: [] };
  },
});

function statusRow(me: { status: Status; status_text: string }): Row {
  return {
    lines: [me.status_text === '' ? me.status : `${me.status}  ${me.status_text}`],
    json: { status: me.status, text: me.status_text },
  };
}
