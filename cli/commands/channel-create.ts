// `channel create`: make a room.
import { isFailure } from '../net/caller.ts';
import { channelRow } from './channel-row.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';

export const channelCreate = defineCommand({
  path: 'channel create',
  slash: 'create',
  needs: 'login',
  summary: 'Make a room and join it.',
  example: "devchat channel create '#deploys'",
  positionals: {
    room: { help: 'its name, like #deploys', required: true },
    topic: { help: 'what it is about', required: false, takes: 'rest' },
  },
  options: {},
  async run({ caller }, { room, topic }) {
    const channel = await caller.call('channel.create', { name: room.replace(/^#/, ''), topic: topic ?? '' });
    if (isFailure(channel)) return channel;
    return { rows: [channelRow(channel)], effects: [{ type: 'open', channel }, notice(`You made #${channel.name}.`)] };
  },
});
