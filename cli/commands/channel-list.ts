// `channel list`: the rooms of the host.
import type { ListedChannel } from '../../common/model.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
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
    const channels = await roomsOf(caller, query ?? '');
    if (isFailure(channels)) return channels;
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

/** All rooms whose name contains `query`, or the first `max` of them. */
export async function roomsOf(caller: Caller, query: string, max = Infinity): Promise<ListedChannel[] | Failure> {
  const rooms: ListedChannel[] = [];
  while (rooms.length < max) {
    const after = rooms.at(-1)?.name ?? '';
    const limit = Math.min(protocolLimits.pageMaxChannels, max - rooms.length);
    const page = await caller.call('channel.list', { query: query.replace(/^#/, ''), after, limit });
    if (isFailure(page)) return page;
    rooms.push(...page.channels);
    if (!page.has_more || page.channels.length === 0) break;
  }
  return rooms;
}
