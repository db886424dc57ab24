// `tail`: the newest messages of a channel, and with -f those that follow.
import { protocolLimits } from '../../common/limits.ts';
import type { JoinedChannel, Message } from '../../common/model.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { messageRow } from './message-row.ts';
import { relationsOf } from './relation-row.ts';
import { withMarks } from './target.ts';

export const tail = defineCommand({
  path: 'tail',
  slash: null,
  needs: 'login',
  summary: 'Print the newest messages of a channel; with -f go on as they come.',
  details:
    'With --json each line is one message. Following survives lost connections and prints every message once; an edited message is printed again with its edited_at. Deleted messages are left out, and those of people whom you have blocked.',
  example: "devchat tail '#builds' -f --json | jq -r .content",
  positionals: { target: { help: '#room, server/#channel, @user or an id', required: true, completes: 'channel' } },
  options: {
    lines: { type: 'count', short: 'n', value: 'N', help: 'how many messages', min: 0, max: 10_000, initially: 10 },
    follow: { type: 'flag', short: 'f', help: 'go on printing messages as they come' },
    blocked: { type: 'flag', help: 'also messages of people whom you have blocked' },
  },
  async run({ caller }, { target, lines, follow, blocked: showsBlocked }) {
    const channel = await caller.call('channel.resolve', { target }, { onLoss: 'repeat' });
    if (isFailure(channel)) return withMarks(channel, target);
    const relations = showsBlocked ? [] : await relationsOf(caller, 'blocked');
    if (isFailure(relations)) return relations;
    const hidden = new Set(relations.map(({ user }) => user.id));
    const isShown = ({ deleted_at, user }: Message) => deleted_at === null && !hidden.has(user.id);
    const messages = await newest(caller, { channel, count: lines, isShown });
    if (isFailure(messages)) return messages;
    // The position is the one from before the pages were read; what they already showed of later changes is not shown again.
    const printed = messages.map((message) => message.rev).filter((rev) => rev > channel.last_rev);
    const from = { rev: channel.last_rev, seq: channel.last_seq, printed };
    return { rows: messages.map(messageRow), effects: follow ? [{ type: 'follow', channel, from, showsBlocked }] : [] };
  },
});

interface Wanted {
  readonly channel: JoinedChannel;
  readonly count: number;
  readonly isShown: (message: Message) => boolean;
}

/** The newest `count` messages up to the channel's last one that are shown, oldest first. */
async function newest(caller: Caller, { channel, count, isShown }: Wanted): Promise<Message[] | Failure> {
  let messages: Message[] = [];
  let before = channel.last_seq + 1;
  while (messages.length < count) {
    const limit = Math.min(count - messages.length, protocolLimits.pageMaxMessages);
    const page = await caller.call('message.history', { channel: channel.id, limit, before }, { onLoss: 'repeat' });
    if (isFailure(page)) return page;
    messages = [...page.messages.filter(isShown), ...messages];
    const first = page.messages[0];
    if (!page.has_before || first === undefined) break;
    before = first.seq;
  }
  return messages;
}
