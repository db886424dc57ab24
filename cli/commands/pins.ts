// `pins`: the pinned messages of a channel.
import { isFailure, type Answer, type Failure } from '../net/caller.ts';
import { defineCommand, type Row } from './command.ts';
import { messageRow } from './message-row.ts';
import { roomTarget } from './target.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

export const pins = defineCommand({
  path: 'pins',
  slash: 'pins',
  needs: 'login',
  summary: 'List the pinned messages of a channel, the latest pin first.',
  example: "devchat pins '#general'",
  positionals: {
    channel: { help: 'a channel that you are in', required: true, otherwise: 'here', completes: 'channel' },
  },
  options: {},
  async run({ caller, form }, { channel: target }) {
    const channel = await caller.call('channel.resolve', { target: roomTarget(target) });
    if (isFailure(channel)) return channel;
    const found = await caller.call('message.pins', { channel: channel.id });
    if (isFailure(found)) return found;
    const rows = found.messages.map(pinRow);
    return { rows, effects: ifEmpty(rows, `Nothing is pinned there; ${said({ form }, 'pin')} pins a message.`) };
  },
});

type Pinned = Exclude<Answer<'message.pins'>, Failure>['messages'][number];

/** With its id below, which `unpin` takes. */
function pinRow(message: Pinned): Row {
  const { json, lines, ...row } = messageRow(message);
  return { ...row, lines: [...lines, `id ${message.id}`], json: { ...json, pinned_at: message.pinned_at } };
}
