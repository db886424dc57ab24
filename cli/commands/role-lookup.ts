// How a person names a server, a role of it and a member of it in a command.
import { Refusal } from '../../common/errors.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { JoinedServer, Role, ServerMember } from '../../common/places.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { nearest } from '../../common/nearest.ts';
import { withoutAt } from './target.ts';

export const serverPositional = { help: 'a server that you are in: its name or its id', required: true } as const;
export const rolePositional = { help: 'a role of it: its name or its id', required: true } as const;
export const memberPositional = { help: 'a member of it, like @ada', required: true, completes: 'user' } as const;
export const reasonOption = { type: 'text', value: 'TEXT', help: 'why, for the audit log' } as const;

export interface RoleOf {
  readonly server: JoinedServer;
  readonly role: Role;
}

/** The role `word` of the server `target`. */
export async function findRole(caller: Caller, target: string, word: string): Promise<RoleOf | Failure> {
  const server = await caller.call('server.resolve', { target });
  if (isFailure(server)) return server;
  const role = roleNamed(server, word);
  return isFailure(role) ? role : { server, role };
}

export function roleNamed(server: JoinedServer, word: string): Role | Failure {
  const typed = word.replace(/^@/, '').toLowerCase();
  const found = server.roles.find(({ id, name }) => id === typed || name.toLowerCase() === typed);
  if (found !== undefined) return found;
  const names = server.roles.map(({ name }) => name);
  const meant = nearest(typed, names);
  const hint = meant === undefined ? `It has: ${names.join(', ')}.` : `Did you mean ${meant}?`;
  return new Refusal('not_found', `There is no role "${word}" in ${server.name}. ${hint}`);
}

/** A member by user name or id; others may have names that contain it. */
export async function findMember(caller: Caller, server: JoinedServer, word: string): Promise<ServerMember | Failure> {
  const typed = withoutAt(word).toLowerCase();
  const role = server.roles.find(({ is_default }) => is_default);
  const isName = typed.length <= protocolLimits.usernameMaxChars;
  if (role !== undefined && isName) {
    const page = await caller.call('role.members', { role: role.id, username: typed });
    if (isFailure(page)) return page;
    const [member] = page.members;
    if (member !== undefined) return member;
  }
  return new Refusal('not_found', `${word} is not in ${server.name}; devchat server members shows who is.`);
}
