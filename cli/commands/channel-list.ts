// `channel list`: the rooms of the host.
import type { ListedChannel } from '../../common/model.ts';
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';
import { protocolLimits } from '../../common/limits.ts';

export const channelList = defineCommand({
  path: 'channel list',
  slash: 'rooms',
  needs: 'login',
  summary: 'List the rooms of this host.',
  example: 'devchat channel list deploy',
  positionals: { query: { help: 'only rooms whose name contains this', required: false } },
  options: {},
  async run({ caller }, { query }) {
    const channels: ListedChannel[] = [];
    for (;;) {
      const after = channels.at(-1)?.name ?? '';
      const limit = protocolLimits.pageMaxChannels;
      const page = await caller.call('channel.list', { query: (query ?? '').replace(/^#/, ''), after, limit });
      if (isFailure(page)) return page;
      channels.push(...page.channels);
      if (!page.has_more || page.channels.length === 0) break;
    }
    const texts = columns(
      channels.map((c) => [`#${c.name}`, c.joined ? 'joined' : '', `${c.member_count} in it`, c.topic]),
    );
    return {
      rows: channels.map(({ id, name, topic, joined, member_count }, i) => ({
        lines: [texts[i] ?? ''],
        json: { id, name, topic, joined, member_count },
      })),
      effects: [],
    };
  },
});
