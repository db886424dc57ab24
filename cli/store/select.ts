// The questions that screens ask of the state.
import type { ChannelId } from '../../common/ids.ts';
import type { NameTag, SeenStatus, UserRef } from '../../common/model.ts';
import type { Permission } from '../../common/permissions.ts';
import type { Category, JoinedServer } from '../../common/places.ts';
import { toSafeText, type Safe, type SafeText } from '../../common/safe-text.ts';
import type { ChannelState, ClientState, Seen } from './state.ts';

export function openChannel(state: ClientState): ChannelState | null {
  return state.open === null ? null : (state.channels.get(state.open) ?? null);
}

/** As a person would name it, and as a command takes it: `#room`, `server/#channel` or `@user`. */
export function titleOf(state: ClientState, channel: ChannelState): SafeText {
  if (channel.info.kind !== 'dm') return toSafeText(`${serverName(state, channel)}#${channel.info.name}`);
  const peer = channel.peer === null ? undefined : state.users.get(channel.peer);
  return toSafeText(`@${peer?.username ?? 'somebody'}`);
}

function serverName(state: ClientState, { info }: ChannelState): string {
  if (info.server_id === null) return '';
  return `${state.servers.get(info.server_id)?.name ?? 'a server'}/`;
}

export function peerStatus(state: ClientState, channel: ChannelState): SeenStatus | null {
  return channel.peer === null ? null : (state.users.get(channel.peer)?.status ?? 'offline');
}

/** The channels of a server under one heading: a category, or null for those that stand before the first. */
export interface ChannelGroup {
  readonly category: Safe<Category> | null;
  readonly channels: readonly ChannelState[];
}

export interface ServerGroup {
  readonly server: Safe<JoinedServer>;
  readonly groups: readonly ChannelGroup[];
}

/** Rooms by name, then DMs by name, then the servers by name: an order that stays where it is while one works. */
export function inOrder(state: ClientState): {
  rooms: ChannelState[];
  dms: ChannelState[];
  servers: ServerGroup[];
} {
  const all = [...state.channels.values()];
  const byTitle = (a: ChannelState, b: ChannelState) => (titleOf(state, a) < titleOf(state, b) ? -1 : 1);
  const inServers = Map.groupBy(all, (channel) => channel.info.server_id);
  return {
    rooms: all.filter((channel) => channel.info.kind === 'room').toSorted(byTitle),
    dms: all.filter((channel) => channel.info.kind === 'dm').toSorted(byTitle),
    servers: [...state.servers.values()]
      .toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
      .map((server) => ({ server, groups: groupsOf(server, inServers.get(server.id) ?? []) })),
  };
}

/** Archived channels come last, where nobody looks for news. */
function groupsOf({ categories }: Safe<JoinedServer>, channels: readonly ChannelState[]): ChannelGroup[] {
  const place = ({ info }: ChannelState) => [info.archived ? 1 : 0, info.position] as const;
  const sorted = channels.toSorted((a, b) => {
    const [[archived, position], [otherArchived, otherPosition]] = [place(a), place(b)];
    return archived - otherArchived || position - otherPosition || (a.info.name < b.info.name ? -1 : 1);
  });
  const known = new Set<string>(categories.map(({ id }) => id));
  const of = (id: string | null) =>
    sorted.filter(
      ({ info }) => (info.category_id !== null && known.has(info.category_id) ? info.category_id : null) === id,
    );
  const groups: ChannelGroup[] = [
    { category: null, channels: of(null) },
    ...categories.map((category) => ({ category, channels: of(category.id) })),
  ];
  return groups.filter((group) => group.channels.length > 0);
}

/** All channels from the top of the list to its end. */
export function allInOrder(state: ClientState): ChannelState[] {
  const { rooms, dms, servers } = inOrder(state);
  return [...rooms, ...dms, ...servers.flatMap(({ groups }) => groups.flatMap(({ channels }) => channels))];
}

/** What somebody is called on the screen. */
export function shownName(seen: Pick<Seen, 'username' | 'displayName'> | undefined): SafeText {
  if (seen === undefined) return toSafeText('somebody');
  return seen.displayName === '' ? seen.username : seen.displayName;
}

/** How a name is drawn. */
export interface NameParts {
  readonly name: SafeText;
  readonly colour: SafeText | null;
  readonly badge: SafeText;
}

/** Somebody of whom nothing but the user name may be known. */
export function namePartsIn(users: ClientState['users'], { id, username }: Safe<UserRef>): NameParts {
  const seen = users.get(id);
  if (seen === undefined) return { name: username, colour: null, badge: toSafeText('') };
  return { name: shownName(seen), colour: seen.nameColour, badge: seen.badge };
}

export function namePartsOf(user: Safe<NameTag>): NameParts {
  const { username, display_name: displayName, name_colour: colour, badge } = user;
  return { name: shownName({ username, displayName }), colour, badge };
}

/** Who is writing in the open channel, by name. */
export function typingNames(state: ClientState): SafeText[] {
  if (state.open === null) return [];
  const typing = state.typing.get(state.open) ?? [];
  return typing.map(({ user }) => shownName(state.users.get(user)));
}

/** The channel that wants attention most: a mention, a DM, anything unread; null when nothing does. */
export function nextUnread(state: ClientState): ChannelId | null {
  const waiting = allInOrder(state).filter((channel) => channel.id !== state.open && channel.marker.unread > 0);
  const first =
    waiting.find((channel) => channel.marker.mentions > 0) ??
    waiting.find((channel) => channel.info.kind === 'dm') ??
    waiting[0];
  return first?.id ?? null;
}

/** Whether one may do this in the channel. */
export function mayHere(channel: ChannelState, permission: Permission): boolean {
  return channel.permissions.includes(permission);
}

/** What waits outside the open channel, all together. */
export function waitingElsewhere(state: ClientState): { readonly unread: number; readonly mentions: number } {
  let unread = 0;
  let mentions = 0;
  for (const channel of state.channels.values()) {
    if (channel.id === state.open) continue;
    unread += channel.marker.unread;
    mentions += channel.marker.mentions;
  }
  return { unread, mentions };
}
