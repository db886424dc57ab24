// Presence as it follows sockets: somebody is here while they have one, and for a moment of grace after the last one closed.
// Who is here stands in the database under the lease of their node; arrivals and departures are gathered and told together.
import type { UserId } from '../../common/ids.ts';
import { createPresence } from '../domain/presence.ts';
import type { Services } from '../handlers/context.ts';
import { toPresence } from '../handlers/views.ts';
import { noteArrivals, noteDepartures, seenByOthers } from '../store/presence.ts';

export interface PresenceAnnouncer {
  arrive(user: UserId): void;
  depart(user: UserId): void;
  /** Notes everybody who is on this node anew: its lease had ended, and with it their presence. */
  noteAll(): void;
  /** Tells how these users are seen now: the node that they were on is gone. */
  tell(users: readonly UserId[]): Promise<void>;
  close(): void;
}

/** So many users are noted and told by one statement. */
const usersAtOnce = 500;

export function createPresenceAnnouncer(services: Services, node: string): PresenceAnnouncer {
  const { db, bus, limits, log } = services;
  const presence = createPresence();
  const leaving = new Set<NodeJS.Timeout>();
  const changed = new Set<UserId>();
  let timer: NodeJS.Timeout | undefined;

  const change = (user: UserId) => {
    changed.add(user);
    timer ??= setTimeout(() => {
      flush()
        .catch((error: unknown) => log.warn({ error }, 'presence was not announced'))
        .finally(() => {
          timer = undefined;
          for (const left of changed) change(left);
        });
    }, limits.presenceTellMs).unref();
  };

  /** What counts is who is here when it is noted: arrivals and departures overlap. */
  const flush = async () => {
    const users = [...changed].slice(0, usersAtOnce);
    for (const user of users) changed.delete(user);
    const here = users.filter((user) => presence.here(user));
    const gone = users.filter((user) => !presence.here(user));
    if (here.length > 0) await noteArrivals(db, node, here);
    if (gone.length > 0) await noteDepartures(db, node, gone);
    await tell(users);
  };

  const tell = async (users: readonly UserId[]) => {
    // Who is invisible was not seen to come, and is not seen to go.
    const visible = (await seenByOthers(db, users)).filter(({ status }) => status !== 'invisible');
    for (const group of Map.groupBy(visible, ({ channels }) => channels.join()).values())
      bus.publish({
        type: 'events',
        to: { type: 'sharing', channels: group[0]?.channels ?? [] },
        events: group.map(toPresence),
      });
  };

  return {
    arrive: (user) => {
      if (presence.arrive(user)) change(user);
    },
    depart: (user) => {
      const grace = setTimeout(() => {
        leaving.delete(grace);
        if (presence.depart(user)) change(user);
      }, limits.presenceGraceMs);
      leaving.add(grace);
    },
    noteAll: () => {
      for (const user of presence.users()) change(user);
    },
    tell,
    close: () => {
      for (const grace of leaving) clearTimeout(grace);
      clearTimeout(timer);
    },
  };
}
