// `/roles`: the hierarchy of a server; from there to what each role allows, and to who has it.
import { Refusal } from '../../../common/errors.ts';
import { permissionNames, permissionTable, type PermissionName } from '../../../common/permission-table.ts';
import type { JoinedServer, Role, ServerMember } from '../../../common/places.ts';
import { findRole, type RoleOf } from '../../commands/role-lookup.ts';
import { membersWith } from '../../commands/role-members.ts';
import { roleMarks } from '../../commands/role-row.ts';
import { isFailure, type Caller, type Failure } from '../../net/caller.ts';
import { definePanel, open, run, type PanelContext, type Subject } from '../model/panel.ts';

/** What a person could look through. */
export const holdersMax = 1000;

interface Rung {
  readonly server: JoinedServer;
  readonly role: Role;
}

export const roles = definePanel<Rung>({
  word: 'roles',
  title: 'Roles',
  summary: 'See the roles of a server; make, order and change them, and give them to members.',
  about: {
    name: 'server',
    positional: { help: 'a server that you are in; without it the one of the open channel', required: false },
  },
  empty: 'There is no role.',
  on: ['server.updated', 'server.joined'],
  async load(context, subject) {
    const server = await serverOf(context, subject);
    if (isFailure(server)) return server;
    const rows = server.roles.map((role) => ({
      id: role.id,
      cells: [role.name, String(role.position), roleMarks(role), role.permissions.join(', ')],
      here: server.me.roles.includes(role.id),
      item: { server, role },
    }));
    return { title: `Roles of ${server.name}`, sections: [{ rows }] };
  },
  rowActions: [
    { key: 'o', label: 'permissions', does: ({ server, role }) => open('role-permissions', subjectOf(server, role)) },
    { key: 'm', label: 'members', does: ({ server, role }) => open('role-members', subjectOf(server, role)) },
    {
      key: 'e',
      label: 'rename',
      when: ({ role }) => !role.is_default,
      asks: [{ label: 'Its new name:' }],
      does: ({ server, role }, [name = '']) => run('role', 'edit', server.id, role.id, `--name=${name}`),
    },
    {
      key: 'c',
      label: 'colour',
      asks: [{ label: 'A colour like #3fa7d6, or none:' }],
      does: ({ server, role }, [colour = '']) => run('role', 'edit', server.id, role.id, `--colour=${colour}`),
    },
    {
      key: '+',
      label: 'up',
      when: ({ role }) => !role.is_default,
      does: ({ server, role }) => run('role', 'move', server.id, role.id, String(role.position + 1)),
    },
    {
      key: '-',
      label: 'down',
      when: ({ role }) => role.position > 1,
      does: ({ server, role }) => run('role', 'move', server.id, role.id, String(role.position - 1)),
    },
    {
      key: 'x',
      label: 'delete',
      when: ({ role }) => !role.is_default,
      confirm: ({ role }) => `Delete the role ${role.name}? What it allowed its members ends.`,
      does: ({ server, role }) => run('role', 'delete', server.id, role.id, '--yes'),
    },
    {
      key: 'n',
      label: 'new role',
      asks: [{ label: 'What is it called?' }],
      does: ({ server }, [name = '']) => run('role', 'create', server.id, name),
    },
  ],
});

interface Power extends Rung {
  readonly name: PermissionName;
  readonly allowed: boolean;
}

export const rolePermissions = definePanel<Power>({
  word: 'role-permissions',
  title: 'Permissions',
  summary: 'See and change what a role of a server allows.',
  about: { name: 'role', positional: { help: 'server/role, like work/reviewers', required: true } },
  empty: 'There is no permission.',
  on: ['server.updated'],
  async load({ caller }, subject) {
    const found = await roleOf(caller, subject);
    if (isFailure(found)) return found;
    const rows = permissionNames.map((name) => {
      const allowed = found.role.permissions.includes(name);
      return {
        id: name,
        cells: [name, permissionTable[name].meaning],
        checked: allowed,
        item: { ...found, name, allowed },
      };
    });
    return { title: `${found.role.name}: permissions`, sections: [{ rows }] };
  },
  rowActions: [
    { key: 'a', label: 'allow', when: ({ allowed }) => !allowed, does: (power) => edit(power, '--allow') },
    { key: 'a', label: 'allow no more', when: ({ allowed }) => allowed, does: (power) => edit(power, '--deny') },
  ],
});

const edit = ({ server, role, name }: Power, option: '--allow' | '--deny') =>
  run('role', 'edit', server.id, role.id, `${option}=${name}`);

interface Holder extends Rung {
  readonly member: ServerMember;
}

export const roleMembers = definePanel<Holder>({
  word: 'role-members',
  title: 'Members',
  summary: 'See who has a role of a server; give it and take it.',
  about: { name: 'role', positional: { help: 'server/role, like work/reviewers', required: true } },
  empty: 'Nobody has it. n gives it to a member.',
  on: ['server.updated', 'server.member_updated', 'server.member_left'],
  async load({ caller }, subject) {
    const found = await roleOf(caller, subject);
    if (isFailure(found)) return found;
    const members = await membersWith(caller, found.role, holdersMax);
    if (isFailure(members)) return members;
    const rows = members.map((member) => ({
      id: member.id,
      cells: [`@${member.username}`, member.nickname],
      item: { ...found, member },
    }));
    const first = members.length < holdersMax ? '' : `, the first ${holdersMax}`;
    return { title: `${found.role.name}: members${first}`, sections: [{ rows }] };
  },
  rowActions: [
    {
      key: 'x',
      label: 'take it',
      when: ({ role }) => !role.is_default,
      confirm: ({ role, member }) => `Take the role ${role.name} from @${member.username}?`,
      does: ({ server, role, member }) => run('role', 'take', server.id, role.id, member.username),
    },
    { key: 'w', label: 'write to them', does: ({ member }) => run('dm', `@${member.username}`) },
  ],
  panelActions: [
    {
      key: 'n',
      label: 'give it',
      asks: [{ label: 'To whom? A user name:' }],
      does: (subject, [name = '']) => run('role', 'give', ...split(subject?.id ?? ''), name),
    },
  ],
});

async function serverOf({ caller, here }: PanelContext, subject: Subject | null): Promise<JoinedServer | Failure> {
  if (subject !== null) return await caller.call('server.resolve', { target: subject.id });
  const channel = here === null ? null : await caller.call('channel.resolve', { target: here });
  if (isFailure(channel)) return channel;
  if (channel === null || channel.server_id === null)
    return new Refusal('not_found', 'Say of which server, like /roles work, or open a channel of it.');
  return await caller.call('server.resolve', { target: channel.server_id });
}

/** What is typed and what comes from the list of roles read alike: the server, a slash, the role. */
function subjectOf(server: JoinedServer, role: Role): Subject {
  return { id: `${server.id}/${role.id}`, name: role.name, within: { id: server.id, name: server.name } };
}

/** Names of servers have no slash in them. */
function split(id: string): [server: string, role: string] {
  const [server = '', ...role] = id.split('/');
  return [server, role.join('/')];
}

async function roleOf(caller: Caller, subject: Subject | null): Promise<RoleOf | Failure> {
  return await findRole(caller, ...split(subject?.id ?? ''));
}
