// How a channel takes the changes of its messages: each once, in order, and knowing when one is missing.
import type { Event } from '../../common/events.ts';
import type { Change } from './change.ts';
import { withChannel } from './edit.ts';
import type { SafeMessage } from '../../common/safe-message.ts';
import type { ChannelState, ClientState } from './state.ts';
import { heardOf, withMarker } from './marker.ts';
import { withAuthor, withAuthors } from './users.ts';
import { applyMessages, heldMaxOpen, heldMaxOther, trimWindow } from './window.ts';

type MessageEvent = Extract<Event['type'], `message.${string}`>;

/** Changes before the last so many are not kept for the page on its way; what is then missing comes with the next one. */
const lateMax = 200;

export function messageEvent(state: ClientState, type: MessageEvent, message: SafeMessage): ClientState {
  const channel = state.channels.get(message.channel);
  if (channel === undefined || message.rev <= channel.position) return state;
  if (message.rev > channel.position + 1) {
    return withChannel(state, message.channel, (held) => ({ ...held, heard: Math.max(held.heard, message.rev) }));
  }
  const next = take(state, channel, type, message);
  return {
    ...state,
    channels: new Map(state.channels).set(channel.id, next),
    users: withAuthor(state.users, message.user),
    outbox: withoutSent(state, [message]),
    typing: type === 'message.created' ? notTyping(state, message) : state.typing,
  };
}

const heardAs = {
  'message.created': 'created',
  'message.edited': 'edited',
  'message.deleted': 'deleted',
  'message.pinned': 'edited',
  'message.unpinned': 'edited',
} as const;

/** The end of a catch-up: all changes at once, so that a hole is never drawn. */
export function applyMissed(state: ClientState, change: Extract<Change, { type: 'caught up' }>): ClientState {
  const channel = state.channels.get(change.channel);
  if (channel === undefined) return state;
  const missed = change.changes.filter((message) => message.rev > channel.position);
  const lastSeq = missed.reduce((seq, message) => Math.max(seq, message.seq), channel.lastSeq);
  const next: ChannelState = {
    ...withMarker(channel, change.marker, state.me?.id),
    info: change.info,
    isUnsure: false,
    position: Math.max(channel.position, change.lastRev),
    heard: Math.max(channel.heard, change.lastRev),
    lastSeq,
    ...held(
      state,
      channel,
      missed.toSorted((a, b) => a.seq - b.seq),
    ),
  };
  return {
    ...state,
    channels: new Map(state.channels).set(channel.id, next),
    users: withAuthors(state.users, change.changes),
    outbox: withoutSent(state, change.changes),
  };
}

function take(state: ClientState, channel: ChannelState, type: MessageEvent, message: SafeMessage): ChannelState {
  const marker = heardOf(channel.marker, heardAs[type], message, state.me?.id);
  const startsUnread = channel.marker.unread === 0 && marker.unread > 0;
  const away = state.open === channel.id && (!state.focused || state.anchor !== null);
  return {
    ...channel,
    position: message.rev,
    heard: Math.max(channel.heard, message.rev),
    lastSeq: Math.max(channel.lastSeq, message.seq),
    ...held(state, channel, [message]),
    marker,
    unreadAfter: startsUnread && away ? channel.marker.read_seq : channel.unreadAfter,
  };
}

/** The page on its way may have been read before these changes; they are applied to it when it comes. */
function held(
  state: ClientState,
  channel: ChannelState,
  messages: readonly SafeMessage[],
): Pick<ChannelState, 'window' | 'late'> {
  return {
    window: bounded(state, channel, applyMessages(channel.window, messages, channel.lastSeq)),
    late: channel.window.loading === null ? channel.late : [...channel.late, ...messages].slice(-lateMax),
  };
}

function bounded(state: ClientState, channel: ChannelState, window: ChannelState['window']): ChannelState['window'] {
  return state.open === channel.id
    ? trimWindow(window, heldMaxOpen, state.anchor?.seq ?? null)
    : trimWindow(window, heldMaxOther, null);
}

/** What the host shows is not drawn twice. */
export function withoutSent(state: ClientState, messages: readonly SafeMessage[]): ClientState['outbox'] {
  if (state.outbox.length === 0) return state.outbox;
  const ids = new Set(messages.map((message) => message.id));
  const left = state.outbox.filter((row) => !ids.has(row.id));
  return left.length === state.outbox.length ? state.outbox : left;
}

function notTyping(state: ClientState, message: SafeMessage): ClientState['typing'] {
  const list = state.typing.get(message.channel);
  if (list === undefined || !list.some((one) => one.user === message.user.id)) return state.typing;
  const left = list.filter((one) => one.user !== message.user.id);
  return new Map(state.typing).set(message.channel, left);
}
