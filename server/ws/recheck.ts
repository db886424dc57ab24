// What the bus may have kept from this node, looked up in the database at intervals: memberships and logins that ended or
// began on another node, and how far channels are. The bus makes news quick; this makes them certain.
import type { UserId } from '../../common/ids.ts';
import { livingTokens } from '../store/tokens.ts';
import { channelIdsOf } from '../store/members.ts';
import { noNotices, noticesSince, type Notice } from '../store/notices.ts';
import type { GatewayParts } from './begin-listening.ts';
import { repeat } from './repeat.ts';

export interface Recheck {
  close(): Promise<void>;
}

export function startRecheck(parts: Pick<GatewayParts, 'services' | 'fanout' | 'order'>): Recheck {
  const { services, fanout, order } = parts;
  const { db, bus, memberships, limits, log } = services;
  let from = noNotices;
  let read: ReadonlySet<string> = new Set();

  const readNotices = async () => {
    const { notices, next } = await noticesSince(db, from);
    // A transaction that takes long makes later ones be read again.
    const fresh = notices.filter(({ id }) => !read.has(id));
    read = new Set(notices.map(({ id }) => id));
    from = next;
    if (fresh.length > 0) await lookAgain(fresh);
  };

  const lookAgain = async (notices: readonly Notice[]) => {
    for (const { channel_id, user_id } of notices) if (channel_id !== null) memberships.forget(channel_id, user_id);
    const users = [...new Set(notices.map(({ user_id }) => user_id))].filter(
      (user) => fanout.listenersOf(user).size > 0,
    );
    if (users.length > 0) await lookAtUsers(users);
  };

  const lookAtUsers = async (users: readonly UserId[]) => {
    const [living, channels] = await Promise.all([livingTokens(db, users), channelIdsOf(db, users)]);
    for (const listener of users.flatMap((user) => [...fanout.listenersOf(user)])) {
      if (!living.has(listener.token)) listener.revoke();
      // Whoever heard of it by the bus is there already; the others start anew from the state.
      else if (fanout.retune(listener, channels.get(listener.user) ?? new Set())) listener.refresh();
    }
  };

  const onError = (error: unknown) => log.warn({ error }, 'could not look for what the bus may have lost');
  const loops = [
    repeat(limits.noticeCheckMs, readNotices, onError),
    repeat(limits.positionCheckMs, () => order.check(), onError),
  ];
  bus.onDoubt(() => {
    for (const loop of loops) loop.soon();
  });
  return {
    close: async () => {
      await Promise.all(loops.map((loop) => loop.close()));
    },
  };
}
