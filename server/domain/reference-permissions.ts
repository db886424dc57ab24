// A second account of what a member may do, written from Discord's description and not from effective.ts, to hold that against:
// slow, and as plain as the text. Permissions are names in sets here, not bits.
// https://discord.com/developers/docs/topics/permissions#permission-hierarchy and #permission-overwrites
import { permissionNames, permissionTable } from '../../common/permission-table.ts';
import type { Permission } from '../../common/permissions.ts';

type Names = ReadonlySet<Permission>;

export interface Graph {
  readonly owner: string;
  readonly member: { readonly id: string; readonly roles: readonly string[]; readonly timedOut: boolean };
  /** The one called "everyone" is the default role. */
  readonly roles: Readonly<Record<string, Names>>;
  readonly channel: {
    readonly archived: boolean;
    readonly overrides: readonly { readonly of: string; readonly allow: Names; readonly deny: Names }[];
  };
}

/** "@everyone" and all roles of the member add up; the owner and administrators have all there is. */
export function referenceInServer({ owner, member, roles }: Graph): Set<Permission> {
  const base = new Set<Permission>();
  for (const role of ['everyone', ...member.roles]) for (const name of roles[role] ?? []) base.add(name);
  return member.id === owner || base.has('administrator') ? new Set(permissionNames) : base;
}

/** What roles and overrides grant, before anything is implied. */
export function referenceGranted(graph: Graph): Set<Permission> {
  const { member, channel } = graph;
  const result = referenceInServer(graph);
  if (member.id === graph.owner || result.has('administrator')) return result;
  const change = (set: 'delete' | 'add', names: Names) => {
    for (const name of names) if (permissionTable[name].inChannel) result[set](name);
  };
  const overridesOf = (...ids: readonly string[]) => channel.overrides.filter(({ of }) => ids.includes(of));
  // 1. Denials, then allowances, of everybody; 2. those of all roles at once; 3. those of the member.
  for (const group of [overridesOf('everyone'), overridesOf(...member.roles), overridesOf(member.id)]) {
    for (const { deny } of group) change('delete', deny);
    for (const { allow } of group) change('add', allow);
  }
  return result;
}

/** Before time-out and archive: without sight nothing, without a voice nothing that a voice does. */
export function referenceInChannel(graph: Graph): Set<Permission> {
  const result = referenceGranted(graph);
  if (!result.has('view')) return new Set();
  const useless = new Set<Permission>();
  if (!result.has('connect')) for (const name of ['speak', 'mute_members'] as const) useless.add(name);
  if (!result.has('send')) for (const name of ['attach_files', 'mention_everyone'] as const) useless.add(name);
  return new Set([...result].filter((name) => !useless.has(name)));
}

/** An archived channel can be read, and managed; a member who is timed out reads, unless they are an administrator. */
export function referenceNow(graph: Graph): Set<Permission> {
  const lasting = referenceInChannel(graph);
  const kept: Permission[] = [...lasting].filter(
    (name) => !graph.channel.archived || name === 'view' || name === 'manage_channels',
  );
  const silenced = graph.member.timedOut && !lasting.has('administrator');
  return new Set(silenced ? kept.filter((name) => name === 'view') : kept);
}
