// Servers, their members and invites as commands print them.
import type { Invite, JoinedServer, ListedServer, ServerMember } from '../../common/places.ts';
import type { Context, Row } from './command.ts';
import { columns } from './columns.ts';

/** With its id in a shell, where it is what later commands take. */
export function serverRow(form: Context['form'], server: JoinedServer): Row {
  return { lines: form === 'screen' ? [] : [`${server.id}  ${titleOf(server)}`], json: serverJson(server) };
}

/** With its icon. */
export function titleOf({ icon, name }: Pick<JoinedServer, 'icon' | 'name'>): string {
  return icon === '' ? name : `${icon} ${name}`;
}

export function serverJson({ id, name, icon, description, owner, listed, permissions, me }: JoinedServer): Row['json'] {
  return { id, name, icon, description, owner, listed, permissions, nickname: me.nickname };
}

export function listedRows(servers: readonly ListedServer[]): Row[] {
  const texts = columns(
    servers.map((server) => [titleOf(server), server.joined ? 'joined' : '', memberCount(server), server.description]),
  );
  return servers.map(({ id, name, icon, description, member_count, joined }, i) => ({
    lines: [texts[i] ?? ''],
    json: { id, name, icon, description, member_count, joined },
  }));
}

export function memberCount({ member_count: count }: ListedServer): string {
  return count === 1 ? '1 member' : `${count} members`;
}

export function memberRows(members: readonly ServerMember[], { owner, roles }: JoinedServer): Row[] {
  const nameOf = (id: string) => roles.find((role) => role.id === id)?.name ?? id;
  const cells = members.map((member) => [
    `@${member.username}`,
    member.nickname,
    [...(member.id === owner ? ['owner'] : []), ...member.roles.map(nameOf)].join(', '),
    member.timed_out_until === null ? '' : `timed out until ${minute(member.timed_out_until)}`,
  ]);
  const texts = columns(cells);
  return members.map(({ id, username, nickname, roles: held, joined_at, timed_out_until }, i) => ({
    lines: [texts[i] ?? ''],
    json: { id, username, nickname, roles: held, joined_at, timed_out_until },
  }));
}

export function inviteRows(invites: readonly Invite[]): Row[] {
  const texts = columns(invites.map(inviteCells));
  return invites.map((invite, i) => ({
    lines: [texts[i] ?? ''],
    json: { ...invite, created_by: invite.created_by?.username ?? null },
  }));
}

export function inviteCells({ code, uses, max_uses, expires_at, created_by }: Invite): string[] {
  return [
    code,
    max_uses === null ? `used ${uses} times` : `used ${uses} of ${max_uses} times`,
    expires_at === null ? 'does not end' : `ends ${minute(expires_at)}`,
    created_by === null ? '' : `by @${created_by.username}`,
  ];
}

/** `2026-11-25 18:30 UTC`. */
export function minute(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}
