// `role give` and `role take`: whose a role is.
import { isFailure } from '../net/caller.ts';
import { defineCommand, type Context } from './command.ts';
import { notice } from './effect.ts';
import {
  findMember,
  findRole,
  memberPositional,
  reasonOption,
  rolePositional,
  serverPositional,
} from './role-lookup.ts';
import { memberRows } from './role-members.ts';

const positionals = { server: serverPositional, role: rolePositional, user: memberPositional } as const;
const options = { reason: reasonOption } as const;

export const roleGive = defineCommand({
  path: 'role give',
  slash: 'role give',
  needs: 'login',
  summary: 'Give a member a role.',
  details:
    'The role and the member must be below your own highest role, and you must have the permissions of the role.',
  example: 'devchat role give work reviewers @bob',
  positionals,
  options,
  run: async (context, args) => await hand(context, 'role.give', args),
});

export const roleTake = defineCommand({
  path: 'role take',
  slash: 'role take',
  needs: 'login',
  summary: 'Take a role from a member.',
  details: 'The role must be below your own highest one, and so must be the member, unless it is you.',
  example: 'devchat role take work reviewers @bob',
  positionals,
  options,
  run: async (context, args) => await hand(context, 'role.take', args),
});

interface Handed {
  readonly server: string;
  readonly role: string;
  readonly user: string;
  readonly reason?: string | undefined;
}

async function hand({ caller }: Context, request: 'role.give' | 'role.take', args: Handed) {
  const found = await findRole(caller, args.server, args.role);
  if (isFailure(found)) return found;
  const { server, role } = found;
  const member = await findMember(caller, server, args.user);
  if (isFailure(member)) return member;
  const now = await caller.call(request, { role: role.id, user: member.id, reason: args.reason ?? '' });
  if (isFailure(now)) return now;
  const says = request === 'role.give' ? 'has the role' : 'does not have the role';
  return { rows: memberRows(server, [now]), effects: [notice(`@${now.username} ${says} ${role.name} now.`)] };
}
