// `channel topic`: what a room is about, read or changed.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { channelTitle, roomTarget } from './target.ts';

export const channelTopic = defineCommand({
  path: 'channel topic',
  slash: 'topic',
  needs: 'login',
  summary: 'Show the topic of a room, or give it another one.',
  example: "devchat channel topic '#general' Release on Friday",
  positionals: {
    room: { help: 'the room, like #general', required: true, otherwise: 'here', completes: 'channel' },
    topic: { help: 'the new topic', required: false, takes: 'rest' },
  },
  options: {},
  async run({ caller }, { room, topic }) {
    const channel = await caller.call('channel.resolve', { target: roomTarget(room) });
    if (isFailure(channel)) return channel;
    if (topic === undefined) {
      return { rows: [{ lines: [channel.topic], json: { id: channel.id, topic: channel.topic } }], effects: [] };
    }
    const changed = await caller.call('channel.update', { channel: channel.id, topic });
    if (isFailure(changed)) return changed;
    return {
      rows: [{ lines: [changed.topic], json: { id: changed.id, topic: changed.topic } }],
      effects: [notice(`${channelTitle(channel)} has the topic "${changed.topic}".`)],
    };
  },
});
