// Presence as it follows sockets: somebody is here while they have one, and for a moment of grace after the last one closed.
import type { SeenStatus } from '../../common/model.ts';
import { seenStatus } from '../domain/presence.ts';
import type { Login, Services } from '../handlers/context.ts';
import { channelIds } from '../store/members.ts';
import { findUserById } from '../store/users.ts';

export interface PresenceAnnouncer {
  arrive(login: Login): void;
  depart(login: Login): void;
  close(): void;
}

export function createPresenceAnnouncer(services: Services): PresenceAnnouncer {
  const { presence, limits, log } = services;
  const leaving = new Set<NodeJS.Timeout>();

  const tell = async ({ user }: Login, here: boolean) => {
    const [channels, current] = await Promise.all([
      channelIds(services.db, user.id),
      findUserById(services.db, user.id),
    ]);
    // Arrivals and departures overlap: what counts is whether they are here when the others are told.
    if (current === undefined || presence.here(user.id) !== here) return;
    // Who is invisible was not seen to come, and is not seen to go.
    if (current.status === 'invisible') return;
    const status: SeenStatus = seenStatus(current.status, here);
    const event = {
      type: 'presence.updated',
      user: user.id,
      status,
      status_text: here ? current.status_text : '',
    } as const;
    services.bus.publish({ type: 'events', to: { type: 'sharing', channels }, events: [event] });
  };

  const tellSafely = (login: Login, here: boolean) => {
    tell(login, here).catch((error: unknown) => log.warn({ error }, 'presence was not announced'));
  };

  return {
    arrive: (login) => {
      if (presence.arrive(login.user.id)) tellSafely(login, true);
    },
    depart: (login) => {
      const timer = setTimeout(() => {
        leaving.delete(timer);
        if (presence.depart(login.user.id)) tellSafely(login, false);
      }, limits.presenceGraceMs);
      leaving.add(timer);
    },
    close: () => {
      for (const timer of leaving) clearTimeout(timer);
      leaving.clear();
    },
  };
}
