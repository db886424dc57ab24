// What the bus may have kept from this node, looked up in the database at intervals: memberships and logins that ended or
// began on another node, and how far channels are. The bus makes news quick; this makes them certain.
import type { UserId } from '../../common/ids.ts';
import { livingTokens } from '../store/tokens.ts';
import { channelIdsOf } from '../store/members.ts';
import { noNotices, noticesSince } from '../store/notices.ts';
import type { GatewayParts } from './begin-listening.ts';
import { repeat } from './repeat.ts';

export interface Recheck {
  /** Whether this node knows of every membership and login that ended a second ago or earlier. */
  isCertain(): boolean;
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
  const db = { ...services.db, pool: services.db.urgent };
  let from = noNotices;
  let read: ReadonlySet<string> = new Set();
  let certainUntil = 0;

  const readNotices = async () => {
    const began = performance.now();
    const { notices, next } = await noticesSince(db, from);
    // A transaction that takes long makes later ones be read again.
    const fresh = notices.filter(({ id }) => !read.has(id));
    const users = from === noNotices ? fanout.users() : new Set(fresh.map(({ user_id }) => user_id));
    await lookAt([...users].filter((user) => fanout.listenersOf(user).size > 0));
    read = new Set(notices.map(({ id }) => id));
    from = next;
    certainUntil = began + limits.noticeCheckMs + certainForMs;
    failing = false;
    onCertain();
  };

  const lookAt = async (users: readonly UserId[]) => {
    for (let start = 0; start < users.length; start += usersAtOnce)
      await lookAtSome(users.slice(start, start + usersAtOnce));
  };

  const lookAtSome = async (users: readonly UserId[]) => {
    const [living, channels] = await Promise.all([livingTokens(db, users), channelIdsOf(db, users)]);
    for (const listener of users.flatMap((user) => [...fanout.listenersOf(user)])) {
      if (!living.has(listener.token)) listener.revoke();
      // Whoever heard of it by the bus is there already; the others start anew from the state.
      else if (fanout.retune(listener, channels.get(listener.user) ?? new Set())) listener.refresh();
    }
  };

  let failing = false;
  /** Said once for each outage. */
  const onError = (error: unknown) => {
    if (!failing) log.warn({ error }, 'could not look for what the bus may have lost');
    failing = true;
  };
  const onNoticesFailed = (error: unknown) => {
    // It may be another copy of the database that answers next, with numbers of its own: everybody is looked at.
    from = noNotices;
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
    isCertain: () => performance.now() < certainUntil,
    close: async () => {
      await Promise.all(loops.map((loop) => loop.close()));
    },
  };
}
