// `channel topic`: what a room is about, read or changed.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { channelTitle, roomTarget } from './target.ts';

export const channelTopic = defineCommand({
  path: 'channel topic',
  slash: 'topic',
  needs: 'login',
  summary: 'Show the topic of a room, give it another one, or clear it.',
  example: "devchat channel topic '#general' Release on Friday",
  positionals: {
    room: { help: 'the room, like #general', required: true, otherwise: 'here', completes: 'channel' },
    topic: { help: 'the new topic', required: false, takes: 'rest' },
  },
  options: { clear: { type: 'flag', help: 'leave the room without a topic' } },
  async run({ caller, form }, { room, topic: words, clear }) {
    if (clear && words !== undefined) return new UsageError('--clear leaves no topic; give it without another one.');
    const topic = clear ? '' : words;
    const channel = await caller.call('channel.resolve', { target: roomTarget(room) });
    if (isFailure(channel)) return channel;
    if (topic === undefined) {
      const effects = channel.topic === '' ? [notice(`${channelTitle(channel)} has no topic.`)] : [];
      const lines = channel.topic === '' ? [] : [channel.topic];
      return { rows: [{ lines, json: { id: channel.id, topic: channel.topic } }], effects };
    }
    const changed = await caller.call('channel.update', { channel: channel.id, topic });
    if (isFailure(changed)) return changed;
    const said = changed.topic === '' ? 'no topic any more' : `the topic "${changed.topic}"`;
    const row = { lines: changed.topic === '' ? [] : [changed.topic], json: { id: changed.id, topic: changed.topic } };
    return {
      // On the screen the sentence below says it all.
      rows: form === 'screen' ? [] : [row],
      effects: [notice(`${channelTitle(channel)} has ${said}.`)],
    };
  },
});
