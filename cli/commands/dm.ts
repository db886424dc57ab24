// `dm`: the conversation with one other user.
import { isFailure } from '../net/caller.ts';
import { channelRow } from './channel-row.ts';
import { defineCommand } from './command.ts';
import { withoutAt } from './target.ts';

export const dm = defineCommand({
  path: 'dm',
  slash: 'dm',
  needs: 'login',
  summary: 'Open the DM with somebody.',
  details: 'To send a DM, use `devchat send @user TEXT`; this is not needed before it.',
  example: 'devchat dm @grace',
  positionals: { user: { help: 'the user, like @grace', required: true, completes: 'user' } },
  options: {},
  async run({ caller }, { user }) {
    const channel = await caller.call('dm.open', { username: withoutAt(user) });
    if (isFailure(channel)) return channel;
    return { rows: [channelRow(channel)], effects: [{ type: 'open', channel }] };
  },
});
