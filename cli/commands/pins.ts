// `pins`: the pinned messages of a channel.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { messageRow } from './message-row.ts';
import { roomTarget } from './target.ts';

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
  async run({ caller }, { channel: target }) {
    const channel = await caller.call('channel.resolve', { target: roomTarget(target) });
    if (isFailure(channel)) return channel;
    const found = await caller.call('message.pins', { channel: channel.id });
    if (isFailure(found)) return found;
    const rows = found.messages.map((message) => {
      const row = messageRow(message);
      return { ...row, json: { ...row.json, pinned_at: message.pinned_at } };
    });
    return { rows, effects: [] };
  },
});
