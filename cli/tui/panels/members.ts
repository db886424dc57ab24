// `/members`: who is in a channel.
import type { JoinedChannel, Member } from '../../../common/model.ts';
import { membersOf } from '../../commands/channel-members.ts';
import { channelTitle, roomTarget } from '../../commands/target.ts';
import { isFailure, type Caller } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';
import { moderation, type Watched } from './moderate.ts';

/** What a person could look through; a channel may have a hundred thousand. */
export const membersMax = 1000;

interface Somebody extends Watched {
  readonly member: Member;
}

/** The name that others see, and the one that commands take. */
function nameIn({ username, display_name: name, badge }: Member): string {
  return [name, `@${username}`, badge].filter((part) => part !== '').join(' ');
}

/** Members of a channel of a server belong to the server. */
async function powersIn(caller: Caller, { server_id: server, permissions }: JoinedChannel) {
  const place = server === null ? null : await caller.call('server.resolve', { target: server });
  return isFailure(place) ? place : (place?.permissions ?? permissions);
}

export const members = definePanel<Somebody>({
  word: 'members',
  title: 'Members',
  summary: 'See who is in a channel.',
  about: {
    name: 'channel',
    positional: { help: 'a channel that you are in', required: true, otherwise: 'here', completes: 'channel' },
  },
  empty: 'Nobody is here.',
  on: ['member.joined', 'member.left', 'presence.updated', 'user.updated'],
  async load({ caller, me }, subject) {
    const channel = await caller.call('channel.resolve', { target: roomTarget(subject?.id ?? '') });
    if (isFailure(channel)) return channel;
    const found = await membersOf(caller, channel.id, membersMax);
    if (isFailure(found)) return found;
    const powers = await powersIn(caller, channel);
    if (isFailure(powers)) return powers;
    const target = channel.id;
    const rows = found.map((member) => ({
      id: member.id,
      cells: [nameIn(member), member.status, member.status_text],
      status: member.status,
      here: member.id === me,
      item: { member, username: member.username, isMe: member.id === me, target, powers },
    }));
    const there = rows.filter(({ status }) => status !== 'offline');
    const sections = [
      { title: `${there.length} here`, rows: there },
      { title: 'Offline', rows: rows.filter(({ status }) => status === 'offline') },
    ];
    const first = found.length < membersMax ? '' : `, the first ${membersMax}`;
    return { title: `Members of ${channelTitle(channel)}${first}`, sections };
  },
  rowActions: [
    {
      key: 'w',
      label: 'write to them',
      when: ({ isMe }) => !isMe,
      does: ({ member }) => run('dm', `@${member.username}`),
    },
    {
      key: 'p',
      label: 'profile',
      does: ({ member }) => run('profile', member.username),
    },
    ...moderation<Somebody>((one) => one),
  ],
});
