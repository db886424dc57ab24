// Whom a command about the users of the host means, and how they are shown.
import type { AdminUser } from '../../common/administration.ts';
import type { Answer, Caller } from '../net/caller.ts';
import type { Row } from './command.ts';
import { momentText } from './moment.ts';
import { withoutAt } from './target.ts';

export const somebody = { help: 'a user, like @ada', required: true, completes: 'user' } as const;
export const reasonOption = { type: 'text', value: 'TEXT', help: 'why; it stands in the log' } as const;

export async function findSomebody(caller: Caller, name: string): Promise<Answer<'admin.user.get'>> {
  return await caller.call('admin.user.get', { username: withoutAt(name) });
}

/** What stands beside a name in a list. */
export function userCells(user: AdminUser): string[] {
  return [
    `@${user.username}`,
    user.platform_role === 'member' ? '' : user.platform_role,
    user.suspension === null ? '' : suspensionText(user.suspension),
    user.here ? 'here' : user.last_active_at === null ? 'never seen' : `seen ${user.last_active_at.slice(0, 10)}`,
    user.email ?? '',
  ];
}

export function suspensionText({ until, reason }: NonNullable<AdminUser['suspension']>): string {
  const end = until === null ? 'suspended' : `suspended until ${momentText(until)}`;
  return reason === '' ? end : `${end}: ${reason}`;
}

export function userRow(user: AdminUser): Row {
  const facts = [
    `since ${user.created_at.slice(0, 10)}`,
    user.platform_role,
    `${user.logins} ${user.logins === 1 ? 'login' : 'logins'}`,
    ...(user.email === null ? [] : [user.email]),
    ...(user.pass_until === null ? [] : [`pass until ${user.pass_until.slice(0, 10)}`]),
    user.here ? 'here now' : user.last_active_at === null ? 'never seen' : `seen ${momentText(user.last_active_at)}`,
    ...(user.suspension === null ? [] : [suspensionText(user.suspension)]),
  ];
  return { lines: [`@${user.username}`, ...facts.map((fact) => `  ${fact}`)], json: { ...user } };
}
