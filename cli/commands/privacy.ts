// `privacy`: what one lets others do, shown or changed.
import { audiences } from '../../common/audiences.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';

export const privacy = defineCommand({
  path: 'privacy',
  slash: 'privacy',
  needs: 'login',
  summary: 'Show or choose who may ask you for friendship and open a DM with you, and whether you are suggested.',
  details:
    'shared_server: who is in a server with you, and friends. For requests, friends are those who share a friend with you.',
  example: 'devchat privacy --dms friends --suggest off',
  positionals: {},
  options: {
    requests: { type: 'text', value: 'WHO', help: `who may ask for friendship: ${audiences.join(', ')}` },
    dms: { type: 'text', value: 'WHO', help: `who may open a DM: ${audiences.join(', ')}` },
    suggest: { type: 'text', value: 'on|off', help: 'whether you are suggested to others' },
  },
  async run({ caller }, { requests, dms, suggest }) {
    for (const [option, given] of [
      ['requests', requests],
      ['dms', dms],
    ] as const) {
      if (given !== undefined && audienceOf(given) === undefined)
        return new UsageError(`--${option} takes one of ${audiences.join(', ')}, not "${given}".`);
    }
    if (suggest !== undefined && suggest !== 'on' && suggest !== 'off')
      return new UsageError(`--suggest takes on or off, not "${suggest}".`);
    const changes = {
      requests_from: audienceOf(requests),
      dms_from: audienceOf(dms),
      suggested: suggest === undefined ? undefined : suggest === 'on',
    };
    const isAsked = requests === undefined && dms === undefined && suggest === undefined;
    const answer = isAsked ? await caller.call('privacy.get', {}) : await caller.call('privacy.set', changes);
    if (isFailure(answer)) return answer;
    const lines = [
      `requests from: ${answer.requests_from}`,
      `DMs from: ${answer.dms_from}`,
      `suggested to others: ${answer.suggested ? 'yes' : 'no'}`,
    ];
    return { rows: [{ lines, json: { ...answer } }], effects: [] };
  },
});

function audienceOf(word: string | undefined): (typeof audiences)[number] | undefined {
  return audiences.find((audience) => audience === word);
}
