// `/people`: the members of a server.
import type { JoinedServer, ServerMember } from '../../../common/places.ts';
import { findServer, membersOfServer, serverPositional } from '../../commands/server-lookup.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

/** What a person could look through. */
const peopleMax = 1000;

interface Somebody {
  readonly member: ServerMember;
  readonly server: JoinedServer;
  readonly isMe: boolean;
}

const may = ({ server }: Somebody, permission: JoinedServer['permissions'][number]) =>
  server.permissions.includes(permission);

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
    const nameOf = (id: string) => server.roles.find((role) => role.id === id)?.name ?? '';
    const rows = members.map((member) => ({
      id: member.id,
      cells: [
        `@${member.username}`,
        member.nickname,
        [...(member.id === server.owner ? ['owner'] : []), ...member.roles.map(nameOf)].join(', '),
      ],
      here: member.id === me,
      item: { member, server, isMe: member.id === me },
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
  ],
});
