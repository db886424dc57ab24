// Presence as it follows sockets: somebody is here while they have one, and for a moment of grace after the last one closed.
// Who is here stands in the database under the lease of their node; arrivals and departures are gathered and told together.
import type { UserId } from '../../common/ids.ts';
import { slices } from '../domain/slices.ts';
import { createPresence } from '../domain/presence.ts';
import type { Services } from '../handlers/context.ts';
import { byAudience } from '../handlers/audience.ts';
import { toPresence } from '../handlers/views.ts';
import { createGathering } from './gathering.ts';
import { noteArrivals, noteDepartures, seenByOthers, type Seen } from '../store/presence.ts';

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

  /** What counts is who is here when it is noted: arrivals and departures overlap. */
  const note = async (users: readonly UserId[]) => {
    const here = users.filter((user) => presence.here(user));
    const gone = users.filter((user) => !presence.here(user));
    if (here.length > 0) await noteArrivals(db, node, here);
    if (gone.length > 0) await noteDepartures(db, node, gone);
    // Who has been on another node for longer was here before, and is here still.
    await tellWhere(users, ({ first_node }) => first_node === node || first_node === null);
  };

  const tell: PresenceAnnouncer['tell'] = async (users) => {
    for (const some of slices(users, usersAtOnce)) await tellWhere(some, () => true);
  };

  const tellWhere = async (users: readonly UserId[], isNews: (seen: Seen) => boolean) => {
    // Who is invisible was not seen to come, and is not seen to go.
    const visible = (await seenByOthers(db, users)).filter((seen) => seen.status !== 'invisible' && isNews(seen));
    for (const { to, seen } of byAudience(visible)) bus.publish({ type: 'events', to, events: seen.map(toPresence) });
  };

  const changed = createGathering<UserId>({
    everyMs: limits.presenceTellMs,
    most: usersAtOnce,
    work: note,
    onError: (error) => log.warn({ error }, 'presence was not announced'),
  });

  return {
    arrive: (user) => {
      if (presence.arrive(user)) changed.add(user);
    },
    depart: (user) => {
      const grace = setTimeout(() => {
        leaving.delete(grace);
        if (presence.depart(user)) changed.add(user);
      }, limits.presenceGraceMs);
      leaving.add(grace);
    },
    noteAll: () => {
      for (const user of presence.users()) changed.add(user);
    },
    tell,
    close: () => {
      for (const grace of leaving) clearTimeout(grace);
      changed.close();
    },
  };
}
