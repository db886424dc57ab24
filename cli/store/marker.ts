// What is unread in a channel: as the host counted it, and by what one has heard since.
import type { UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { ReadMarker } from '../../common/model.ts';
import type { SafeMessage } from '../../common/safe-message.ts';
import type { ChannelState } from './state.ts';

/**
 * The host's marker replaces what is held, unless it is older: then either it says nothing new, or what came since is
 * counted from the messages at hand, or the channel is unsure of its counts until the host has been asked.
 */
export function withMarker(channel: ChannelState, marker: ReadMarker, me: UserId | undefined): ChannelState {
  const held = channel.marker;
  if (marker.read_seq < held.read_seq) return channel;
  if (marker.rev >= held.rev) return { ...channel, marker };
  const since = countedSince(channel, marker.read_seq, me);
  return since === null ? { ...channel, isUnsure: true } : { ...channel, marker: since };
}

/** The counts after the next change of a message; an edit that changes mentions is told by the host. */
export function heardOf(
  marker: ReadMarker,
  what: 'created' | 'edited' | 'deleted',
  message: SafeMessage,
  me: UserId | undefined,
): ReadMarker {
  if (what === 'edited' || message.user.id === me) return marker;
  if (message.seq <= marker.read_seq || message.rev <= marker.rev) return marker;
  const { rev } = message;
  // The host's mentions of a deleted message go with a marker of its own.
  if (what === 'deleted') return { ...marker, rev, unread: Math.max(0, marker.unread - 1) };
  const mentions = mentioned(message, me) ? capped(marker.mentions + 1) : marker.mentions;
  return { ...marker, rev, unread: capped(marker.unread + 1), mentions };
}

/** Null where not all that is after `readSeq` is held as it was at the channel's position. */
function countedSince(channel: ChannelState, readSeq: number, me: UserId | undefined): ReadMarker | null {
  const { window, lastSeq, position } = channel;
  const after = window.messages.filter((message) => message.seq > readSeq);
  const isWhole = after.length === Math.max(0, lastSeq - readSeq) && after.every((message) => message.rev <= position);
  if (!isWhole || channel.marker.rev > position) return null;
  const unread = after.filter((message) => message.user.id !== me && message.deleted_at === null);
  const mentions = unread.filter((message) => mentioned(message, me));
  return { read_seq: readSeq, unread: capped(unread.length), mentions: capped(mentions.length), rev: position };
}

function mentioned(message: SafeMessage, me: UserId | undefined): boolean {
  return me !== undefined && message.mentions.includes(me);
}

function capped(count: number): number {
  return Math.min(count, protocolLimits.unreadMaxCount);
}
