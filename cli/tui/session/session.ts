// One login at one host while the client runs: the store, the disk and the connection, joined.
import type { Host, Me } from '../../../common/model.ts';
import { toSafeText, type Safe } from '../../../common/safe-text.ts';
import { openGateway, type Gateway } from '../../net/gateway.ts';
import type { Link } from '../../net/link.ts';
import type { SafeEvent } from '../../net/parse.ts';
import type { Disk } from '../../store/disk.ts';
import type { Connection } from '../../store/state.ts';
import type { Store } from '../../store/store.ts';
import { createNameTags } from './name-tags.ts';
import { createMarker, type Marker } from './marker.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createSync, type Sync } from './sync.ts';

export interface Session {
  readonly gateway: Gateway;
  readonly outbox: Outbox;
  readonly sync: Sync;
  readonly marker: Marker;
  close(): void;
}

export interface SessionParts {
  readonly url: string;
  readonly token: string;
  readonly store: Store;
  readonly disk: Disk;
  /** Called when the host has said who one is and where. */
  readonly onReady: (me: Safe<Me>, host: Safe<Host>) => void;
  /** Called after what the host announced is in the store. */
  readonly onEvents?: (events: readonly SafeEvent[]) => void;
  /** For the waits between attempts to connect. */
  readonly random?: () => number;
}

const typingLookMs = 1000;

export function openSession({
  url,
  token,
  store,
  disk,
  onReady,
  onEvents,
  random = Math.random,
}: SessionParts): Session {
  let closed = false;
  // The store outlives the session: what another login does there is nothing to this one.
  const isLive = () => !closed && store.get().connection.type === 'live';
  const gateway = openGateway({
    url,
    token,
    random,
    listener: {
      link(link) {
        store.apply({ type: 'connection', connection: connectionOf(link) });
        if (link.type !== 'live') return;
        const { me, host } = store.get();
        if (me !== null && host !== null) onReady(me, host);
        outbox.resume();
        marker.resume();
        sync.resume();
        looks.resume();
      },
      ready: (state) => store.apply({ type: 'ready', state }, 'next frame'),
      events(events) {
        store.apply({ type: 'events', events, now: Date.now() }, 'next frame');
        sync.look();
        typing.look();
        onEvents?.(events);
      },
    },
  });
  const outbox = createOutbox(store, disk, gateway, isLive);
  const sync = createSync(store, gateway, isLive);
  const looks = createNameTags(store, gateway, isLive);
  const marker = createMarker(store, gateway, isLive);
  const typing = watchTyping(store);
  return {
    gateway,
    outbox,
    sync,
    marker,
    close() {
      typing.close();
      marker.close();
      looks.close();
      closed = true;
      gateway.close();
    },
  };
}

/** Runs only while somebody is shown as typing, so that an idle client does nothing at all. */
function watchTyping(store: Store): { look(): void; close(): void } {
  let timer: NodeJS.Timeout | null = null;
  const look = () => {
    if (timer !== null || store.get().typing.size === 0) return;
    timer = setTimeout(() => {
      timer = null;
      store.apply({ type: 'typing over', now: Date.now() });
      look();
    }, typingLookMs);
  };
  return {
    look,
    close: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

function connectionOf(link: Link): Connection {
  return 'reason' in link ? { ...link, reason: toSafeText(link.reason) } : link;
}
