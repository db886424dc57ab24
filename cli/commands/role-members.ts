// `role members`: who has a role.
import { protocolLimits } from '../../common/limits.ts';
import type { JoinedServer, Role, ServerMember } from '../../common/places.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand, type Row } from './command.ts';
import { findRole, rolePositional, serverPositional } from './role-lookup.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

export const roleMembers = defineCommand({
  path: 'role members',
  slash: 'role members',
  needs: 'login',
  summary: 'List who has a role of a server.',
  example: 'devchat role members work reviewers',
  positionals: { server: serverPositional, role: rolePositional },
  options: {},
  async run({ caller, form }, { server: target, role: word }) {
    const found = await findRole(caller, target, word);
    if (isFailure(found)) return found;
    const members = await membersWith(caller, found.role);
    if (isFailure(members)) return members;
    const rows = memberRows(found.server, members);
    return {
      rows,
      effects: ifEmpty(rows, `Nobody has the role ${found.role.name}; ${said({ form }, 'role give')} gives it.`),
    };
  },
});

export async function membersWith(caller: Caller, role: Role, most = Infinity): Promise<ServerMember[] | Failure> {
  const members: ServerMember[] = [];
  while (members.length < most) {
    const after = members.at(-1)?.username ?? '';
    const limit = protocolLimits.pageMaxMembers;
    const page = await caller.call('role.members', { role: role.id, after, limit });
    if (isFailure(page)) return page;
    members.push(...page.members);
    if (!page.has_more || page.members.length === 0) break;
  }
  return members;
}

/** With the names of their roles, the highest first. */
export function memberRows(server: JoinedServer, members: readonly ServerMember[]): Row[] {
  const named = members.map(({ roles }) => server.roles.flatMap(({ id, name }) => (roles.includes(id) ? name : [])));
  const texts = columns(
    members.map(({ username, nickname }, index) => [`@${username}`, nickname, named[index]?.join(', ') ?? '']),
  );
  return members.map(({ id, username, nickname }, index) => ({
    lines: [texts[index] ?? ''],
    json: { id, username, nickname, roles: named[index] ?? [] },
  }));
}
