// (state, change) -> state: pure, and the same whether a change comes once or twice.
import type { ChannelId } from '../../common/ids.ts';
import type { State } from '../../common/model.ts';
import type { Safe } from '../../common/safe-text.ts';
import { reduceEvents } from './reduce-event.ts';
import { withMarker } from './marker.ts';
import { applyMissed, withoutSent } from './reduce-message.ts';
import { withChannel } from './edit.ts';
import { relationsById } from './reduce-people.ts';
import { serversById } from './reduce-server.ts';
import { doubted, withAuthors, withNameTags, withUser } from './users.ts';
import type { Change } from './change.ts';
import { emptyState, freshChannel, type ChannelState, type ClientState, type OutboxRow } from './state.ts';
import { applyMessages, heldMaxOther, mergePage, trimWindow, unknownWindow } from './window.ts';

export function reduce(state: ClientState, change: Change): ClientState {
  switch (change.type) {
    case 'connection':
      return { ...state, connection: change.connection };
    case 'ready':
      return ready(state, change.state);
    case 'forgotten':
      return { ...emptyState, focused: state.focused };
    case 'events':
      return reduceEvents(state, change.events, change.now);
    case 'typing over':
      return typingOver(state, change.now);
    case 'joined':
      return joined(state, change.channel);
    case 'marker':
      return withChannel(state, change.channel, (channel) => withMarker(channel, change.marker, state.me?.id));
    case 'members asked':
      return withChannel(state, change.channel, (channel) => ({ ...channel, lateMembers: [] }));
    case 'members':
      return members(state, change.channel, change.members);
    case 'name tags':
      return { ...state, ...withNameTags(state, change.asked, change.tags) };
    case 'page asked':
      return loading(state, change.channel, change.where);
    case 'page failed':
      return loading(state, change.channel, null);
    case 'page':
      return withChannel(
        {
          ...state,
          ...withAuthors(state, change.page.messages),
          outbox: withoutSent(state, change.page.messages),
        },
        change.channel,
        (channel) => pageCame(channel, change),
      );
    case 'caught up':
      return applyMissed(state, change);
    case 'gap':
      return gap(state, change);
    case 'opened':
      return opened(state, change.channel);
    case 'scrolled':
      return state.anchor?.seq === change.anchor?.seq && state.anchor?.hidden === change.anchor?.hidden
        ? state
        : { ...state, anchor: change.anchor };
    case 'focus':
      return state.focused === change.focused ? state : { ...state, focused: change.focused };
    case 'outbox':
      return { ...state, outbox: change.rows };
    case 'outbox sent':
      return {
        ...state,
        outbox: state.outbox.flatMap((row) => (row.id === change.id ? sent(state, row, change.rev) : row)),
      };
  }
}

/** It stays on the screen until its event comes, unless that has come: the answer may be to a message sent again. */
function sent(state: ClientState, row: OutboxRow, rev: number): OutboxRow[] {
  const position = state.channels.get(row.channel)?.position ?? Infinity;
  return rev <= position ? [] : [{ ...row, state: 'sent', reason: null }];
}

/** What is held of a channel is kept where the host is the same; it may be behind and then catches up. */
function ready(state: ClientState, fresh: Safe<Omit<State, 'token'>>): ClientState {
  const same = state.host?.epoch === fresh.host.epoch && state.me?.id === fresh.me.id;
  // What one person wrote is never shown to, or sent by, another.
  const outbox = state.outbox.filter((row) => row.user === fresh.me.id);
  const base = same ? state : { ...emptyState, focused: state.focused, outbox };
  const channels = new Map<ChannelId, ChannelState>();
  let people = doubted(base);
  for (const joined of fresh.channels) {
    channels.set(joined.id, refreshed(base.channels.get(joined.id), freshChannel(joined)));
    if (joined.peer !== null) people = withUser(people, joined.peer);
  }
  const open = base.open !== null && channels.has(base.open) ? base.open : null;
  const unsent = base.outbox.filter((row) => row.state !== 'sent' || isBehind(channels.get(row.channel)));
  const servers = serversById(fresh.servers);
  const relations = relationsById(fresh.relations);
  return {
    ...base,
    ...people,
    host: fresh.host,
    me: fresh.me,
    channels,
    servers,
    relations,
    typing: new Map(),
    open,
    outbox: unsent,
  };
}

/** What the host has and this client has not is about to come. */
function isBehind(channel: ChannelState | undefined): boolean {
  return channel !== undefined && channel.heard > channel.position;
}

function refreshed(held: ChannelState | undefined, fresh: ChannelState): ChannelState {
  if (held === undefined || held.position > fresh.position) return fresh;
  const settled = { ...held.window, loading: null };
  if (held.window.messages.length === 0) return { ...fresh, unreadAfter: held.unreadAfter, members: held.members };
  return {
    ...fresh,
    position: held.position,
    lastSeq: held.lastSeq,
    window: settled,
    late: held.late,
    unreadAfter: held.unreadAfter,
    members: held.members,
  };
}

function joined(state: ClientState, channel: Safe<State>['channels'][number]): ClientState {
  const fresh = freshChannel(channel);
  const held = state.channels.get(channel.id);
  const next =
    held === undefined
      ? { ...fresh, isUnsure: true }
      : { ...held, info: fresh.info, peer: fresh.peer, permissions: fresh.permissions };
  const people = channel.peer === null ? {} : withUser(state, channel.peer);
  return { ...state, ...people, channels: new Map(state.channels).set(channel.id, next) };
}

function members(state: ClientState, id: ChannelId, list: ChannelState['members']): ClientState {
  const met = (list ?? []).reduce(withUser, state);
  const late = state.channels.get(id)?.lateMembers ?? [];
  const listed = withChannel({ ...state, users: met.users, strangers: met.strangers }, id, (channel) => ({
    ...channel,
    members: list,
    lateMembers: null,
  }));
  // The list may have been read before what was heard while it was on its way.
  return reduceEvents(listed, late, 0);
}

function loading(state: ClientState, id: ChannelId, where: ChannelState['window']['loading']): ClientState {
  return withChannel(state, id, (channel) => ({ ...channel, window: { ...channel.window, loading: where } }));
}

function pageCame(channel: ChannelState, change: Extract<Change, { type: 'page' }>): ChannelState {
  const merged = mergePage(channel.window, change.page, change.where);
  const late = new Map(channel.late.map((message) => [message.seq, message]));
  const window = applyMessages(
    merged,
    [...late.values()].toSorted((a, b) => a.seq - b.seq),
    // The newest page of a channel in which there was nothing yet: all that has come since is next.
    change.where === 'newest' ? 0 : channel.lastSeq,
  );
  const newestSeq = window.messages.at(-1)?.seq ?? 0;
  // It may have been asked for before one left and came back: then it knows nothing of what is newest now.
  const hasAfter = window.hasAfter || newestSeq < channel.lastSeq;
  return { ...channel, lastSeq: Math.max(channel.lastSeq, newestSeq), late: [], window: { ...window, hasAfter } };
}

/** The host may have been put back to an older copy of itself; then its numbers are smaller and count anew. */
function gap(
  state: ClientState,
  { channel: id, lastRev, marker, info }: Extract<Change, { type: 'gap' }>,
): ClientState {
  const outbox = state.outbox.filter((row) => row.state !== 'sent' || row.channel !== id);
  return withChannel({ ...state, outbox }, id, (channel) => ({
    ...channel,
    info,
    position: lastRev,
    heard: lastRev < channel.position ? lastRev : Math.max(channel.heard, lastRev),
    lastSeq: 0,
    marker,
    isUnsure: false,
    window: unknownWindow,
    late: [],
  }));
}

/** Leaving a channel ends its "new" line and gives most of its memory back; opening one sets the line. */
function opened(state: ClientState, id: ChannelId | null): ClientState {
  if (id === state.open) return state;
  const left =
    state.open === null
      ? state
      : withChannel(state, state.open, (channel) => ({
          ...channel,
          unreadAfter: null,
          window: trimWindow(channel.window, heldMaxOther, null),
          members: null,
          lateMembers: null,
        }));
  const moved: ClientState = { ...left, open: id, anchor: null };
  if (id === null) return moved;
  return withChannel(moved, id, (channel) => ({
    ...channel,
    unreadAfter: channel.marker.unread > 0 ? channel.marker.read_seq : null,
  }));
}

function typingOver(state: ClientState, now: number): ClientState {
  const typing = new Map(
    [...state.typing]
      .map(([channel, list]) => [channel, list.filter((one) => one.until > now)] as const)
      .filter(([, list]) => list.length > 0),
  );
  return { ...state, typing };
}
