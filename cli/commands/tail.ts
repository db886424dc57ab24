// `tail`: the newest messages of a channel, and with -f those that follow.
import { protocolLimits } from '../../common/limits.ts';
import type { Message } from '../../common/model.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import type { ChannelId } from '../../common/ids.ts';
import { defineCommand } from './command.ts';
import { messageRow } from './message-row.ts';

export const tail = defineCommand({
  path: 'tail',
  slash: null,
  needs: 'login',
  summary: 'Print the newest messages of a channel; with -f go on as they come.',
  details:
    'With --json each line is one message. Following survives lost connections and prints every message once; an edited message is printed again with its edited_at. Deleted messages are left out.',
  example: "devchat tail '#builds' -f --json | jq -r .content",
  positionals: { target: { help: '#room, server/#channel, @user or an id', required: true, completes: 'channel' } },
  options: {
    lines: { type: 'count', short: 'n', value: 'N', help: 'how many messages', min: 0, max: 10_000, initially: 10 },
    follow: { type: 'flag', short: 'f', help: 'go on printing messages as they come' },
  },
  async run({ caller }, { target, lines, follow }) {
    const channel = await caller.call('channel.resolve', { target }, { onLoss: 'repeat' });
    if (isFailure(channel)) return channel;
    const messages = await newest(caller, channel.id, lines);
    if (isFailure(messages)) return messages;
    // Whatever changed since the channel was resolved comes again when following, so that nothing falls between the two.
    const afterRev = Math.max(channel.last_rev, ...messages.map((message) => message.rev));
    return {
      rows: messages.map(messageRow),
      effects: follow ? [{ type: 'follow', channel, afterRev }] : [],
    };
  },
});

/** The newest `count` messages that are not deleted, oldest first. */
async function newest(caller: Caller, channel: ChannelId, count: number): Promise<Message[] | Failure> {
  let messages: Message[] = [];
  let before: { before?: number } = {};
  while (messages.length < count) {
    const limit = Math.min(count - messages.length, protocolLimits.pageMaxMessages);
    const page = await caller.call('message.history', { channel, limit, ...before }, { onLoss: 'repeat' });
    if (isFailure(page)) return page;
    messages = [...page.messages.filter((message) => message.deleted_at === null), ...messages];
    const first = page.messages[0];
    if (!page.has_before || first === undefined) break;
    before = { before: first.seq };
  }
  return messages;
}
