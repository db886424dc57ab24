// `admin user list`: the users of the host.
import type { AdminUser } from '../../common/administration.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { PlatformRole } from '../../common/model.ts';
import { platformRoles } from '../../common/ranks.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand, UsageError } from './command.ts';
import { userCells } from './somebody.ts';

export const adminUserList = defineCommand({
  path: 'admin user list',
  slash: 'admin user list',
  needs: 'login',
  summary: 'List the users of this host.',
  details: 'For its moderators, administrators and owner. Moderators see no addresses.',
  example: 'devchat admin user list ada --suspended',
  positionals: { query: { help: 'what a name or an address begins with', required: false } },
  options: {
    role: { type: 'text', value: 'ROLE', help: 'only the owner, administrator, moderator or member' },
    suspended: { type: 'flag', help: 'only those who are suspended' },
    lines: { type: 'count', value: 'N', short: 'n', min: 1, max: 100_000, initially: 1000, help: 'at most so many' },
  },
  async run({ caller }, { query, role, suspended, lines }) {
    const wanted = platformRoles.find((rank) => rank === role);
    if (role !== undefined && wanted === undefined)
      return new UsageError(`--role takes one of ${platformRoles.join(', ')}, not "${role}".`);
    const search = { query: query ?? '', role: wanted, suspended: suspended ? true : undefined };
    const users = await usersOf(caller, search, lines);
    if (isFailure(users)) return users;
    const texts = columns(users.map(userCells));
    return { rows: users.map((user, i) => ({ lines: [texts[i] ?? ''], json: { ...user } })), effects: [] };
  },
});

export interface UserSearch {
  readonly query: string;
  readonly role?: PlatformRole | undefined;
  readonly suspended?: boolean | undefined;
}

/** As many as `most`, by name. */
export async function usersOf(
  caller: Caller,
  { query, role, suspended }: UserSearch,
  most: number,
): Promise<AdminUser[] | Failure> {
  const filter = { ...(role === undefined ? {} : { role }), ...(suspended === undefined ? {} : { suspended }) };
  const users: AdminUser[] = [];
  for (;;) {
    const limit = Math.min(protocolLimits.pageMaxUsers, most - users.length);
    const after = users.at(-1)?.username ?? '';
    const page = await caller.call('admin.users', { query: query.replace(/^@/, ''), after, limit, ...filter });
    if (isFailure(page)) return page;
    users.push(...page.users);
    if (!page.has_more || page.users.length === 0 || users.length >= most) return users;
  }
}
