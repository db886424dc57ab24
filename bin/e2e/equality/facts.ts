// What a client knows, as plain values to be compared: all but what is local by definition (drafts, outbox, typing, where one reads).
import type { UserId } from '../../../common/ids.ts';
import type { ReadMarker } from '../../../common/model.ts';
import type { SafeMessage } from '../../../common/safe-message.ts';
import { allInOrder, peerStatus, titleOf } from '../../../cli/store/select.ts';
import type { ChannelState, ClientState } from '../../../cli/store/state.ts';

export type Facts = Readonly<Record<string, unknown>>;

export function factsOf(state: ClientState): Facts {
  const channels = allInOrder(state).map((channel) => [
    // Servers may have the same name, and channels of the same name.
    `${titleOf(state, channel)} ${channel.id}`,
    channelFacts(state, channel),
  ]);
  return {
    host: state.host,
    me: state.me,
    channels: Object.fromEntries(channels),
    servers: Object.fromEntries(state.servers),
    relations: Object.fromEntries(state.relations),
  };
}

function channelFacts(state: ClientState, channel: ChannelState): Facts {
  const { messages, hasBefore, hasAfter } = channel.window;
  return {
    info: channel.info,
    permissions: channel.permissions,
    peer: peerFacts(state, channel),
    last_seq: channel.lastSeq,
    last_rev: channel.position,
    heard: channel.heard,
    marker: markerFacts(channel),
    members: channel.members,
    messages: Object.fromEntries(messages.map((message) => [`seq ${message.seq}`, messageFacts(state, message)])),
    order: messages.map((message) => message.seq),
    hasBefore,
    hasAfter,
  };
}

/** `rev` says up to which change the counts are true: one's own changes need not move it, but it is never from the future. */
function markerFacts({ marker, position }: ChannelState): Facts & Omit<ReadMarker, 'rev'> {
  const { rev, ...counts } = marker;
  return { ...counts, isOfTheFuture: rev > position };
}

function peerFacts(state: ClientState, channel: ChannelState): Facts | null {
  if (channel.peer === null) return null;
  const { peer: id } = channel;
  return {
    id,
    status: peerStatus(state, channel),
    text: state.users.get(id)?.statusText,
    look: namePartsOf(state, id),
  };
}

/** With how its author is drawn. */
function messageFacts(state: ClientState, message: SafeMessage): Facts {
  return { ...message, knownAs: namePartsOf(state, message.user.id) };
}

function namePartsOf(state: ClientState, id: UserId): Facts {
  const seen = state.users.get(id);
  return { name: seen?.username, display: seen?.displayName, colour: seen?.nameColour, badge: seen?.badge };
}
