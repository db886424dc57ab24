// `/people`: the members of a server.
import type { JoinedServer, ServerMember } from '../../../common/places.ts';
import { findServer, membersOfServer, serverPositional } from '../../commands/server-lookup.ts';
import { isFailure, type Caller } from '../../net/caller.ts';
import { localTime } from '../../commands/local-time.ts';
import { definePanel, run } from '../model/panel.ts';
import { moderation, type Watched } from './moderate.ts';

/** What a person could look through. */
const peopleMax = 1000;

interface Somebody extends Watched {
  readonly member: ServerMember;
  readonly server: JoinedServer;
}

const may = ({ server }: Somebody, permission: JoinedServer['permissions'][number]) =>
  server.permissions.includes(permission);

/** By a channel of it, which nothing else is called like, where one sees any. */
async function placeOf(caller: Caller, { id, name }: JoinedServer): Promise<string> {
  const state = await caller.call('state.get', {});
  const channel = isFailure(state) ? undefined : state.channels.find(({ server_id: server }) => server === id);
  return channel?.id ?? name;
}

function silenced({ timed_out_until: until }: ServerMember): string {
  return until === null || Date.parse(until) <= Date.now() ? '' : `timed out until ${localTime(until)}`;
}

export const people = definePanel<Somebody>({
  word: 'people',
  title: 'Members of a server',
  summary: 'See who is in a server, with nicknames and roles.',
  about: { name: 'server', positional: serverPositional },
  empty: 'Nobody is here.',
  on: ['server.member_updated', 'server.member_left'],
  async load({ caller, me }, subject) {
    const server = await findServer(caller, subject?.id ?? '');
    if (isFailure(server)) return server;
    const members = await membersOfServer(caller, server, '', peopleMax);
    if (isFailure(members)) return members;
    const place = await placeOf(caller, server);
    const nameOf = (id: string) => server.roles.find((role) => role.id === id)?.name ?? '';
    const rows = members.map((member) => ({
      id: member.id,
      cells: [
        `@${member.username}`,
        member.nickname,
        silenced(member),
        [...(member.id === server.owner ? ['owner'] : []), ...member.roles.map(nameOf)].join(', '),
      ],
      here: member.id === me,
      item: {
        member,
        server,
        username: member.username,
        isMe: member.id === me,
        target: place,
        powers: server.permissions,
      },
    }));
    const first = members.length < peopleMax ? '' : `, the first ${peopleMax}`;
    return { title: `Members of ${server.name}${first}`, sections: [{ rows }] };
  },
  rowActions: [
    {
      key: 'w',
      label: 'write to them',
      when: ({ isMe }) => !isMe,
      does: ({ member }) => run('dm', `@${member.username}`),
    },
    {
      key: 'e',
      label: 'nickname',
      when: (one) => may(one, one.isMe ? 'change_nickname' : 'manage_nicknames'),
      asks: [{ label: 'The nickname (empty: none):', optional: true }],
      does: ({ member, server }, [nickname = '']) =>
        run('server', 'nickname', server.id, `--of=${member.username}`, '--', nickname),
    },
    ...moderation<Somebody>((one) => one),
    {
      key: 'g',
      label: 'give a role',
      when: (one) => may(one, 'manage_roles'),
      asks: [{ label: 'Which role?' }],
      does: ({ member, server }, [role = '']) => run('role', 'give', '--', server.id, role, member.username),
    },
    {
      key: 'l',
      label: 'take a role',
      when: (one) => may(one, 'manage_roles') && one.member.roles.length > 0,
      asks: [{ label: 'Which role?' }],
      does: ({ member, server }, [role = '']) => run('role', 'take', '--', server.id, role, member.username),
    },
  ],
});
