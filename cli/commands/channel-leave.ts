// `channel leave`: not be in a room any more.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { channelTitle, roomTarget } from './target.ts';

export const channelLeave = defineCommand({
  path: 'channel leave',
  slash: 'leave',
  needs: 'login',
  summary: 'Leave a room.',
  example: "devchat channel leave '#general'",
  positionals: { room: { help: 'the room, like #general', required: true, otherwise: 'here', completes: 'channel' } },
  options: {},
  async run({ caller }, { room }) {
    const channel = await caller.call('channel.resolve', { target: roomTarget(room) });
    if (isFailure(channel)) return channel;
    const left = await caller.call('channel.leave', { channel: channel.id });
    if (isFailure(left)) return left;
    return {
      rows: [],
      effects: [{ type: 'close', channel: channel.id }, notice(`You have left ${channelTitle(channel)}.`)],
    };
  },
});
