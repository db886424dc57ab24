// Tells the host how far one has read, a moment after reading, and that one is typing, now and then.
import type { ChannelId } from '../../../common/ids.ts';
import { isFailure, type Caller } from '../../net/caller.ts';
import type { Store } from '../../store/store.ts';

export interface Marker {
  /** The message `seq` of the open channel is before somebody's eyes. */
  read(channel: ChannelId, seq: number): void;
  typing(channel: ChannelId): void;
  close(): void;
}

const readAfterMs = 300;
const typingEveryMs = 3000;

export function createMarker(store: Store, caller: Caller, isLive: () => boolean): Marker {
  let timer: NodeJS.Timeout | null = null;
  let typed = { channel: '', at: 0 };
  const told = new Map<ChannelId, number>();

  const tell = async (channel: ChannelId, seq: number) => {
    timer = null;
    if (!isLive()) return;
    told.set(channel, seq);
    const marker = await caller.call('channel.read', { channel, seq });
    if (isFailure(marker)) told.delete(channel);
    else store.apply({ type: 'marker', channel, marker });
  };
  return {
    read(channel, seq) {
      const held = store.get().channels.get(channel);
      if (held === undefined || seq <= Math.max(held.marker.read_seq, told.get(channel) ?? 0) || !isLive()) return;
      // What is before somebody's eyes is not shown as unread while the host is being told.
      if (seq >= held.lastSeq && held.marker.unread > 0) {
        store.apply({ type: 'marker', channel, marker: { ...held.marker, unread: 0, mentions: 0 } });
      }
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void tell(channel, seq), readAfterMs);
    },
    typing(channel) {
      const now = Date.now();
      if (!isLive() || (typed.channel === channel && now - typed.at < typingEveryMs)) return;
      typed = { channel, at: now };
      void caller.call('channel.typing', { channel });
    },
    close() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
