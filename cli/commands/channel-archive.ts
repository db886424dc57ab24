// `channel archive`: keep a channel to be read only.
import { isFailure } from '../net/caller.ts';
import { channelChange } from './channel-change.ts';
import { defineCommand } from './command.ts';
import { reason } from './reason.ts';
import { channelPositional } from './target.ts';

export const channelArchive = defineCommand({
  path: 'channel archive',
  slash: 'channel archive',
  needs: 'login',
  summary: 'Archive a channel of a server: it stays to be read, and nobody writes in it.',
  example: "devchat channel archive 'work/#launch'",
  positionals: { channel: channelPositional },
  options: { reason },
  async run(context, { channel, reason: why = '' }) {
    const done = await channelChange(context, channel, { archived: true, reason: why });
    return isFailure(done) ? done : done('is archived');
  },
});
