// What a person means by the name of a server, of a member in it, or of one of its categories.
import { Refusal } from '../../common/errors.ts';
import type { UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Category, JoinedServer, ServerMember } from '../../common/places.ts';
import { isFailure, type Answer, type Caller, type Failure } from '../net/caller.ts';
import { withoutAt } from './target.ts';

export const serverPositional = {
  help: 'a server that you are in: its name or id',
  required: true,
  completes: 'server',
} as const;

export async function findServer(caller: Caller, target: string): Promise<Answer<'server.resolve'>> {
  return await caller.call('server.resolve', { target });
}

/** All whose name or nickname contains `query`. */
export async function membersOfServer(
  caller: Caller,
  { id: server }: JoinedServer,
  query: string,
  most = Infinity,
): Promise<ServerMember[] | Failure> {
  const members: ServerMember[] = [];
  for (;;) {
    const after = members.at(-1)?.username ?? '';
    const limit = Math.min(protocolLimits.pageMaxMembers, most - members.length);
    const page = await caller.call('server.members', { server, query, after, limit });
    if (isFailure(page)) return page;
    members.push(...page.members);
    if (!page.has_more || page.members.length === 0 || members.length >= most) return members;
  }
}

export async function findMember(caller: Caller, server: JoinedServer, name: string): Promise<UserId | Failure> {
  const wanted = withoutAt(name).toLowerCase();
  const members = await membersOfServer(caller, server, wanted);
  if (isFailure(members)) return members;
  const found = members.find(({ username }) => username.toLowerCase() === wanted);
  return found?.id ?? new Refusal('not_found', `There is no @${withoutAt(name)} in ${server.name}.`);
}

/** By its name, without regard to case, or its id. */
export function findCategory({ name: server, categories }: JoinedServer, word: string): Category | Failure {
  const wanted = word.toLowerCase();
  const found = categories.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  const [first, second] = found;
  if (first === undefined)
    return new Refusal('not_found', `There is no category "${word}" in ${server}; ${namesOf(categories)}`);
  if (second === undefined) return first;
  const ids = found.map(({ id }) => id).join(', ');
  return new Refusal('bad_request', `Several are called "${word}"; write the id instead: ${ids}.`);
}

function namesOf(categories: readonly Category[]): string {
  if (categories.length === 0) return 'it has none.';
  return `it has ${categories.map(({ name }) => `"${name}"`).join(', ')}.`;
}
