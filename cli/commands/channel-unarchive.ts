// `channel unarchive`: write in an archived channel again.
import { isFailure } from '../net/caller.ts';
import { channelChange } from './channel-change.ts';
import { defineCommand } from './command.ts';
import { reason } from './reason.ts';
import { channelPositional } from './target.ts';

export const channelUnarchive = defineCommand({
  path: 'channel unarchive',
  slash: 'channel unarchive',
  needs: 'login',
  summary: 'Open an archived channel again.',
  example: "devchat channel unarchive 'work/#launch'",
  positionals: { channel: channelPositional },
  options: { reason },
  async run(context, { channel, reason: why = '' }) {
    const done = await channelChange(context, channel, { archived: false, reason: why });
    return isFailure(done) ? done : done('is open again');
  },
});
