// `channel edit`: change what a channel is called, and who sees it and writes in it.
import { isFailure } from '../net/caller.ts';
import { channelChange } from './channel-change.ts';
import { defineCommand, UsageError } from './command.ts';
import { readDuration } from './duration.ts';
import { reason } from './reason.ts';
import { channelPositional } from './target.ts';

export const channelEdit = defineCommand({
  path: 'channel edit',
  slash: 'channel edit',
  needs: 'login',
  summary: 'Give a channel another name or topic; in a server also slow mode, and who sees it and writes in it.',
  details: 'Whoever makes a channel private or read-only keeps seeing it and writing in it.',
  example: "devchat channel edit 'work/#news' --read-only --topic 'What is new'",
  positionals: { channel: channelPositional },
  options: {
    name: { type: 'text', value: 'NAME', help: 'another name' },
    topic: { type: 'text', value: 'TEXT', help: 'what it is about' },
    'slow-mode': {
      type: 'text',
      value: 'TIME',
      help: 'how long a member waits between two messages, like 30s or 5m; off for none',
    },
    private: { type: 'flag', help: 'hide it from everybody whom no role or override lets in' },
    public: { type: 'flag', help: 'undo --private' },
    'read-only': { type: 'flag', help: 'let nobody write whom no role or override lets' },
    writable: { type: 'flag', help: 'undo --read-only' },
    reason,
  },
  async run(context, args) {
    const { channel, name, topic, 'slow-mode': slowMode, reason: why = '' } = args;
    if ((args.private && args.public) || (args['read-only'] && args.writable))
      return new UsageError('Give --private or --public, and --read-only or --writable, not both.');
    const slow_mode_s =
      slowMode === undefined ? undefined : slowMode === 'off' ? 0 : readDuration(slowMode, { maxDays: 1 });
    if (slow_mode_s instanceof UsageError) return slow_mode_s;
    const changes = {
      name: name?.replace(/^#/, ''),
      topic,
      slow_mode_s,
      private: args.private || args.public ? args.private : undefined,
      read_only: args['read-only'] || args.writable ? args['read-only'] : undefined,
    };
    if (Object.values(changes).every((change) => change === undefined))
      return new UsageError('There is nothing to change: `devchat channel edit --help` lists what can be.');
    const done = await channelChange(context, channel, { ...changes, reason: why });
    return isFailure(done) ? done : done('is changed');
  },
});
