// `channel delete`: delete a channel with everything in it.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { confirmed, yes } from './confirm.ts';
import { notice } from './effect.ts';
import { reason } from './reason.ts';
import { channelPositional, channelTitle, roomTarget } from './target.ts';

export const channelDelete = defineCommand({
  path: 'channel delete',
  slash: 'channel delete',
  needs: 'login',
  summary: 'Delete a channel with all its messages, for everybody.',
  details: 'It cannot be undone; `devchat channel archive` keeps the messages of a channel of a server.',
  example: "devchat channel delete 'work/#launch'",
  positionals: { channel: channelPositional },
  options: { yes, reason },
  async run(context, { channel: target, yes: isYes, reason: why = '' }) {
    const { caller } = context;
    const channel = await caller.call('channel.resolve', { target: roomTarget(target) });
    if (isFailure(channel)) return channel;
    const title = channelTitle(channel);
    const no = await confirmed(context, isYes, `Delete ${title} with all its messages, for everybody?`);
    if (no !== undefined) return no;
    const gone = await caller.call('channel.delete', { channel: channel.id, reason: why });
    if (isFailure(gone)) return gone;
    return { rows: [], effects: [{ type: 'close', channel: channel.id }, notice(`${title} is deleted.`)] };
  },
});
