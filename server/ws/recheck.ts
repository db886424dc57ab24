// What the bus may have kept from this node, looked up in the database at intervals: memberships and logins that ended or
// began on another node, and how far channels are. The bus makes news quick; this makes them certain.
import type { UserId } from '../../common/ids.ts';
import { livingTokens } from '../store/tokens.ts';
import { channelIdsOf } from '../store/members.ts';
import { noNotices, noticesSince } from '../store/notices.ts';
import type { Database } from '../store/database.ts';
import { slices } from '../domain/slices.ts';
import type { GatewayParts } from './begin-listening.ts';
import type { Fanout } from './fanout.ts';
import { repeat } from './repeat.ts';

export interface Recheck {
  /** Whether this node knows of every membership and login that ended a second ago or earlier. */
  isCertain(): boolean;
  /** Looks at the user with the next notices, whether there is one or not. */
  lookAt(user: UserId): void;
  close(): Promise<void>;
}

/** So many users are looked at by one statement. */
const usersAtOnce = 500;
/** How long after the next look was due what is known still counts: with `noticeCheckMs` at its default, a second in all. */
const certainForMs = 700;

/** `onCertain` is called each time that this node has become certain, for a while. */
export function startRecheck(
  parts: Pick<GatewayParts, 'services' | 'fanout' | 'order'>,
  onCertain: () => void,
): Recheck {
  const { services, fanout, order } = parts;
  const { bus, limits, log } = services;
  const db = { ...services.db, ...services.db.urgent };
  const reader = createNoticeReader(db);
  const moved = new Set<UserId>();
  let certainUntil = 0;
  let failing = false;
  const isCertain = () => performance.now() < certainUntil;

  const readNotices = async () => {
    const began = performance.now();
    const users = new Set(moved);
    moved.clear();
    const noted = await reader.read();
    for (const user of noted.users === 'everybody' ? fanout.users() : noted.users) users.add(user);
    const connected = [...users].filter((user) => fanout.listenersOf(user).length > 0);
    for (const some of slices(connected, usersAtOnce)) await lookAt(db, fanout, some);
    noted.done();
    certainUntil = began + limits.noticeCheckMs + certainForMs;
    failing = false;
    // An answer that took long says how it was.
    if (isCertain()) onCertain();
  };

  /** Said once for each outage. */
  const onError = (error: unknown) => {
    if (!failing) log.warn({ error }, 'could not look for what the bus may have lost');
    failing = true;
  };
  const onNoticesFailed = (error: unknown) => {
    reader.doubt();
    onError(error);
  };
  const loops = [
    repeat(limits.noticeCheckMs, readNotices, onNoticesFailed),
    repeat(limits.positionCheckMs, () => order.check(), onError),
  ];
  bus.onDoubt(() => {
    for (const loop of loops) loop.soon();
  });
  return {
    isCertain,
    lookAt: (user) => void moved.add(user),
    close: async () => {
      await Promise.all(loops.map((loop) => loop.close()));
    },
  };
}

/** Ends what is over, and brings the others to where they are. */
async function lookAt(db: Database, fanout: Fanout, users: readonly UserId[]): Promise<void> {
  // Who comes meanwhile asks for themselves: what is read now may be older than their login.
  const listeners = users.flatMap((user) => fanout.listenersOf(user));
  const [standings, channels] = await Promise.all([livingTokens(db, users), channelIdsOf(db, users)]);
  for (const listener of listeners) {
    if (!fanout.listenersOf(listener.user).includes(listener)) continue;
    const standing = standings.get(listener.token);
    if (standing === undefined) listener.revoke();
    // Whoever heard of it by the bus is there already; the others start anew from the state.
    else if (fanout.retune(listener, channels.get(listener.user) ?? new Set()) || standing !== listener.standing)
      listener.refresh();
  }
}

interface Noted {
  readonly users: ReadonlySet<UserId> | 'everybody';
  /** They have been looked at: the next reading goes on from here. */
  done(): void;
}

function createNoticeReader(db: Database): { read(): Promise<Noted>; doubt(): void } {
  let from = noNotices;
  let known: ReadonlySet<string> = new Set();
  return {
    read: async () => {
      const began = from;
      const { notices, next } = await noticesSince(db, began);
      // A transaction that takes long makes later ones be read again.
      const fresh = notices.filter(({ id }) => !known.has(id));
      const done = () => {
        known = new Set(notices.map(({ id }) => id));
        from = next;
      };
      return { users: began === noNotices ? 'everybody' : new Set(fresh.map(({ user_id }) => user_id)), done };
    },
    // It may be another copy of the database that answers next, with numbers of its own.
    doubt: () => {
      from = noNotices;
    },
  };
}
