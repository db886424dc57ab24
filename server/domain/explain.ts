// The steps that lead to what a member may do, with what each added and took away: what effective.ts works out, told.
import { allBits, fromBits, has, type Bits } from '../../common/permissions.ts';
import type { StepType } from '../../common/permission-steps.ts';
import type { PermissionStep } from '../../common/roles.ts';
import {
  implications,
  overriddenBy,
  permissionsNow,
  together,
  type Holder,
  type Overrides,
  type RoleGrant,
} from './effective.ts';

export interface NamedRole extends RoleGrant {
  readonly name: string;
}

export interface NamedHolder extends Holder {
  readonly defaultRole: NamedRole;
  readonly roles: readonly NamedRole[];
}

export interface Facts {
  readonly holder: NamedHolder;
  readonly timedOut: boolean;
  /** Null: the server as a whole. */
  readonly channel: { readonly overrides: Overrides; readonly archived: boolean } | null;
}

export interface Explanation {
  readonly bits: Bits;
  readonly steps: readonly PermissionStep[];
}

interface Step {
  readonly type: StepType;
  readonly roles?: readonly NamedRole[];
  readonly to: Bits;
}

export function explain({ holder, timedOut, channel }: Facts): Explanation {
  const inServer = serverSteps(holder);
  const granted = last(inServer);
  const unchangeable = channel === null || has(granted, 'administrator');
  const inChannel = unchangeable ? [] : channelSteps(holder, channel.overrides, granted);
  const settled = last([...inServer, ...inChannel]);
  const now: Step[] = [];
  const archived = channel?.archived ?? false;
  const open = permissionsNow(settled, { archived, timedOut: false });
  if (archived) now.push({ type: 'archived', to: open });
  if (timedOut) now.push({ type: 'timed_out', to: permissionsNow(settled, { archived, timedOut }) });
  const steps = [...inServer, ...inChannel, ...now];
  return { bits: last(steps), steps: told(steps) };
}

function serverSteps({ isOwner, defaultRole, roles }: NamedHolder): Step[] {
  const steps: Step[] = [{ type: 'default_role', roles: [defaultRole], to: defaultRole.permissions }];
  for (const role of roles) steps.push({ type: 'role', roles: [role], to: last(steps) | role.permissions });
  const administrators = [defaultRole, ...roles].filter((role) => has(role.permissions, 'administrator'));
  if (isOwner) steps.push({ type: 'owner', to: allBits });
  else if (administrators.length > 0) steps.push({ type: 'administrator', roles: administrators, to: allBits });
  return steps;
}

function channelSteps({ id, defaultRole, roles }: NamedHolder, overrides: Overrides, granted: Bits): Step[] {
  const steps: Step[] = [];
  const now = () => last(steps, granted);
  const ofDefault = overrides.ofRoles.get(defaultRole.id);
  if (ofDefault !== undefined)
    steps.push({ type: 'override_of_default_role', roles: [defaultRole], to: overriddenBy(now(), ofDefault) });
  const overridden = roles.filter((role) => overrides.ofRoles.has(role.id));
  const ofRoles = together(overridden.flatMap((role) => overrides.ofRoles.get(role.id) ?? []));
  if (overridden.length > 0)
    steps.push({ type: 'overrides_of_roles', roles: overridden, to: overriddenBy(now(), ofRoles) });
  const ofMember = overrides.ofUsers.get(id);
  if (ofMember !== undefined) steps.push({ type: 'override_of_member', to: overriddenBy(now(), ofMember) });
  for (const { type, lacks, loses } of implications) {
    const before = now();
    if (!has(before, lacks) && (before & loses) !== 0) steps.push({ type, to: before & ~loses });
  }
  return steps;
}

function last(steps: readonly Step[], otherwise: Bits = 0): Bits {
  return steps.at(-1)?.to ?? otherwise;
}

function told(steps: readonly Step[]): PermissionStep[] {
  return steps.map(({ type, roles = [], to }, index) => {
    const before = last(steps.slice(0, index));
    const names = roles.map(({ name }) => name);
    return { type, roles: names, added: fromBits(to & ~before), removed: fromBits(before & ~to) };
  });
}
