// `channel members`: who is in a channel.
import { protocolLimits } from '../../common/limits.ts';
import type { Member } from '../../common/model.ts';
import type { ChannelId } from '../../common/ids.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';
import { roomTarget } from './target.ts';

export const channelMembers = defineCommand({
  path: 'channel members',
  slash: 'members',
  needs: 'login',
  summary: 'List who is in a channel.',
  example: "devchat channel members '#general'",
  positionals: {
    channel: { help: 'a channel that you are in', required: true, otherwise: 'here', completes: 'channel' },
  },
  options: {},
  async run({ caller }, { channel: target }) {
    const channel = await caller.call('channel.resolve', { target: roomTarget(target) });
    if (isFailure(channel)) return channel;
    const members = await membersOf(caller, channel.id);
    if (isFailure(members)) return members;
    const texts = columns(members.map((member) => [`@${member.username}`, member.status, member.status_text]));
    return {
      rows: members.map(({ id, username, status, status_text, joined_at }, i) => ({
        lines: [texts[i] ?? ''],
        json: { id, username, status, status_text, joined_at },
      })),
      effects: [],
    };
  },
});

/** All members by name, or the first `max` of them. */
export async function membersOf(caller: Caller, channel: ChannelId, max = Infinity): Promise<Member[] | Failure> {
  const members: Member[] = [];
  while (members.length < max) {
    const after = members.at(-1)?.username ?? '';
    const limit = Math.min(protocolLimits.pageMaxMembers, max - members.length);
    const page = await caller.call('channel.members', { channel, after, limit });
    if (isFailure(page)) return page;
    members.push(...page.members);
    if (!page.has_more || page.members.length === 0) break;
  }
  return members;
}
