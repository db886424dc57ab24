// Tells the host how far one has read, a moment after reading, and that one is typing, now and then.
import type { ChannelId } from '../../../common/ids.ts';
import { isFailure, type Caller } from '../../net/caller.ts';
import type { Store } from '../../store/store.ts';

export interface Marker {
  /** The message `seq` of the open channel is before somebody's eyes. */
  read(channel: ChannelId, seq: number): void;
  typing(channel: ChannelId): void;
  /** The connection is live: what was read without one is told. */
  resume(): void;
  /** Tells what has not been told yet; to be called before the connection is closed. */
  close(): void;
}

const readEveryMs = 300;
const typingEveryMs = 3000;

export function createMarker(store: Store, caller: Caller, isLive: () => boolean): Marker {
  let timer: NodeJS.Timeout | null = null;
  let typed = { channel: '', at: 0 };
  /** Read and not yet told, of each channel: one may leave it before its time. */
  const pending = new Map<ChannelId, number>();
  const told = new Map<ChannelId, number>();

  const tell = async (channel: ChannelId, seq: number) => {
    told.set(channel, seq);
    const marker = await caller.call('channel.read', { channel, seq });
    if (isFailure(marker)) told.delete(channel);
    else store.apply({ type: 'marker', channel, marker });
  };
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (!isLive()) return;
    const all = [...pending];
    pending.clear();
    for (const [channel, seq] of all) void tell(channel, seq);
  };
  return {
    read(channel, seq) {
      const held = store.get().channels.get(channel);
      const known = Math.max(held?.marker.read_seq ?? Infinity, told.get(channel) ?? 0, pending.get(channel) ?? 0);
      if (held === undefined || seq <= known || !isLive()) return;
      // What is before somebody's eyes is not shown as unread while the host is being told.
      if (seq >= held.lastSeq && held.marker.unread > 0) {
        store.apply({ type: 'marker', channel, marker: { ...held.marker, unread: 0, mentions: 0 } });
      }
      pending.set(channel, seq);
      // Not begun anew by the next message: in a busy channel it would never end.
      timer ??= setTimeout(flush, readEveryMs);
    },
    typing(channel) {
      const now = Date.now();
      if (!isLive() || (typed.channel === channel && now - typed.at < typingEveryMs)) return;
      typed = { channel, at: now };
      void caller.call('channel.typing', { channel });
    },
    resume: flush,
    close: flush,
  };
}
