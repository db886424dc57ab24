// `permission explain`: what somebody may do somewhere, and why.
import type { ChannelId } from '../../common/ids.ts';
import { permissionNames, type PermissionName } from '../../common/permission-table.ts';
import type { JoinedServer } from '../../common/places.ts';
import { stepMeanings } from '../../common/permission-steps.ts';
import type { PermissionStep } from '../../common/roles.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { defineCommand, UsageError, type Row } from './command.ts';
import { permissionsText, readPermissions } from './permission-words.ts';
import { findMember } from './role-lookup.ts';

export const permissionExplain = defineCommand({
  path: 'permission explain',
  slash: 'permission explain',
  needs: 'login',
  summary: 'Show step by step what somebody may do in a channel or a server, and why.',
  details: 'Everybody may ask about themselves; about others it takes the permission manage_roles.',
  example: "devchat permission explain @bob 'work/#general'",
  positionals: {
    user: { help: 'a member, like @bob', required: true, completes: 'user' },
    target: { help: 'a channel of a server, like work/#general, or a server', required: true },
    permission: { help: 'only whether they may do this, like kick', required: false },
  },
  options: {},
  async run({ caller }, { user, target, permission }) {
    const asked = readPermissions(permission);
    if (asked instanceof UsageError) return asked;
    const place = await findPlace(caller, target);
    if (isFailure(place)) return place;
    const member = await findMember(caller, place.server, user);
    if (isFailure(member)) return member;
    const answer = await caller.call('permission.explain', { user: member.id, ...place.params });
    if (isFailure(answer)) return answer;
    const rows =
      asked.length === 0
        ? [...answer.steps.map(stepRow), resultRow(answer.permissions)]
        : asked.flatMap((name) => rowsAbout(name, answer));
    return { rows, effects: [] };
  },
});

/** What has a `#`, or is the id of no server, is a channel. */
async function findPlace(caller: Caller, target: string): Promise<Place | Failure> {
  if (!target.includes('#')) {
    const server = await caller.call('server.resolve', { target });
    if (!isFailure(server)) return { server, params: { server: server.id } };
  }
  const channel = await caller.call('channel.resolve', { target });
  if (isFailure(channel)) return channel;
  const server = await caller.call('server.resolve', { target: channel.server_id ?? '' });
  return isFailure(server) ? server : { server, params: { channel: channel.id } };
}

interface Place {
  readonly server: JoinedServer;
  readonly params: { readonly server: JoinedServer['id'] } | { readonly channel: ChannelId };
}

function stepRow({ type, roles, added, removed }: PermissionStep): Row {
  const changes = [
    added.length === 0 ? '' : `  + ${permissionsText(added)}`,
    removed.length === 0 ? '' : `  - ${permissionsText(removed)}`,
  ].filter((line) => line !== '');
  const about = roles.length === 0 ? '' : ` (${roles.join(', ')})`;
  const lines = [`${stepMeanings[type]}${about}`, ...(changes.length === 0 ? ['  no change'] : changes)];
  return { lines, json: { step: type, roles, added, removed } };
}

/** The steps that change it, and whether it may be done in the end. */
function rowsAbout(
  name: PermissionName,
  {
    steps,
    permissions,
  }: Readonly<Record<'permissions', PermissionStep['added']>> & { readonly steps: readonly PermissionStep[] },
): Row[] {
  const only = (names: readonly PermissionName[]) => names.filter((one) => one === name);
  const changing = steps
    .map((step) => ({ ...step, added: only(step.added), removed: only(step.removed) }))
    .filter(({ added, removed }) => added.length + removed.length > 0);
  const isAllowed = permissions.includes(name);
  const result = {
    lines: [`${isAllowed ? 'may' : 'may not'}: ${name}`],
    json: { permission: name, allowed: isAllowed },
  };
  return [...changing.map(stepRow), result];
}

function resultRow(permissions: PermissionStep['added']): Row {
  const missing = permissionNames.filter((name) => !permissions.includes(name));
  const lines = [`may: ${permissionsText(permissions)}`, `may not: ${permissionsText(missing)}`];
  return { lines, json: { permissions } };
}
