// `/pins`: the pinned messages of a channel.
import type { Message } from '../../../common/model.ts';
import { localTime } from '../../commands/local-time.ts';
import { channelTitle, roomTarget } from '../../commands/target.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

interface Pinned {
  readonly message: Message;
  readonly mayUnpin: boolean;
}

export const pins = definePanel<Pinned>({
  word: 'pins',
  title: 'Pins',
  summary: 'See the pinned messages of a channel.',
  about: {
    name: 'channel',
    positional: { help: 'a channel that you are in', required: true, otherwise: 'here', completes: 'channel' },
  },
  empty: 'Nothing is pinned here. Choose a message (↑) and press p.',
  on: ['message.pinned', 'message.unpinned', 'message.deleted'],
  async load({ caller }, subject) {
    const channel = await caller.call('channel.resolve', { target: roomTarget(subject?.id ?? '') });
    if (isFailure(channel)) return channel;
    const found = await caller.call('message.pins', { channel: channel.id });
    if (isFailure(found)) return found;
    const mayUnpin = channel.permissions.includes(channel.kind === 'dm' ? 'send' : 'manage_messages');
    const rows = found.messages.map((message) => {
      const [first = '', ...rest] = message.content.split('\n');
      return {
        id: message.id,
        cells: [`@${message.user.username}`, localTime(message.timestamp), first],
        detail: rest,
        item: { message, mayUnpin },
      };
    });
    return { title: `Pins of ${channelTitle(channel)}`, sections: [{ rows }] };
  },
  rowActions: [
    {
      key: 'u',
      label: 'take the pin away',
      when: ({ mayUnpin }) => mayUnpin,
      does: ({ message }) => run('unpin', message.id),
    },
  ],
});
