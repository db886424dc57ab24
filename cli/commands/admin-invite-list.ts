// `admin invite list`: the codes that can still be used.
import type { HostInvite } from '../../common/administration.ts';
import { protocolLimits } from '../../common/limits.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

export const adminInviteList = defineCommand({
  path: 'admin invite list',
  slash: 'admin invite list',
  needs: 'login',
  summary: 'List the invitations to this host that can still be used, newest first.',
  example: 'devchat admin invite list',
  positionals: {},
  options: {},
  async run({ caller, form }) {
    const invites = await hostInvitesOf(caller);
    if (isFailure(invites)) return invites;
    const texts = columns(invites.map(inviteCells));
    const rows = invites.map((invite, i) => ({ lines: [texts[i] ?? ''], json: { ...invite } }));
    return { rows, effects: ifEmpty(rows, `No invitation waits; ${said({ form }, 'admin invite create')} makes one.`) };
  },
});

export function inviteCells({ code, uses, max_uses, expires_at, created_by }: HostInvite): string[] {
  return [
    code,
    `used ${uses}${max_uses === null ? '' : ` of ${max_uses}`}`,
    expires_at === null ? 'does not end' : `ends ${expires_at.slice(0, 10)}`,
    created_by === null ? '' : `by @${created_by.username}`,
  ];
}

export async function hostInvitesOf(caller: Caller): Promise<HostInvite[] | Failure> {
  const invites: HostInvite[] = [];
  for (;;) {
    const last = invites.at(-1)?.code;
    const limit = protocolLimits.pageMaxInvites;
    const page = await caller.call('admin.invite.list', last === undefined ? { limit } : { before: last, limit });
    if (isFailure(page)) return page;
    invites.push(...page.invites);
    if (!page.has_more || page.invites.length === 0) return invites;
  }
}
