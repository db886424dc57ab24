// The questions that screens ask of the state.
import type { ChannelId } from '../../common/ids.ts';
import type { Look, SeenStatus, UserRef } from '../../common/model.ts';
import { toSafeText, type Safe, type SafeText } from '../../common/safe-text.ts';
import type { ChannelState, ClientState, Seen } from './state.ts';

export function openChannel(state: ClientState): ChannelState | null {
  return state.open === null ? null : (state.channels.get(state.open) ?? null);
}

/** As a person would name it: `#room` or `@user`. */
export function titleOf(state: ClientState, channel: ChannelState): SafeText {
  if (channel.info.kind !== 'dm') return toSafeText(`#${channel.info.name}`);
  const peer = channel.peer === null ? undefined : state.users.get(channel.peer);
  return toSafeText(`@${peer?.username ?? 'somebody'}`);
}

export function peerStatus(state: ClientState, channel: ChannelState): SeenStatus | null {
  return channel.peer === null ? null : (state.users.get(channel.peer)?.status ?? 'offline');
}

/** Rooms by name, then DMs by name: an order that stays where it is while one works. */
export function inOrder(state: ClientState): { rooms: ChannelState[]; dms: ChannelState[] } {
  const all = [...state.channels.values()];
  const byTitle = (a: ChannelState, b: ChannelState) => (titleOf(state, a) < titleOf(state, b) ? -1 : 1);
  return {
    rooms: all.filter((channel) => channel.info.kind !== 'dm').toSorted(byTitle),
    dms: all.filter((channel) => channel.info.kind === 'dm').toSorted(byTitle),
  };
}

/** What somebody is called on the screen. */
export function shownName(seen: Pick<Seen, 'username' | 'displayName'> | undefined): SafeText {
  if (seen === undefined) return toSafeText('somebody');
  return seen.displayName === '' ? seen.username : seen.displayName;
}

/** How a name is drawn. */
export interface NameLook {
  readonly name: SafeText;
  readonly colour: SafeText | null;
  readonly badge: SafeText;
}

/** Somebody of whom nothing but the user name may be known. */
export function nameLook(users: ClientState['users'], { id, username }: Safe<UserRef>): NameLook {
  const seen = users.get(id);
  if (seen === undefined) return { name: username, colour: null, badge: toSafeText('') };
  return { name: shownName(seen), colour: seen.nameColour, badge: seen.badge };
}

export function lookOf(user: Safe<Look>): NameLook {
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
  const { rooms, dms } = inOrder(state);
  const waiting = [...dms, ...rooms].filter((channel) => channel.id !== state.open && channel.marker.unread > 0);
  const first = waiting.find((channel) => channel.marker.mentions > 0) ?? waiting[0];
  return first?.id ?? null;
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
