// Who is on this node: how many live sockets each user has; and how others see them.
import type { UserId } from '../../common/ids.ts';
import type { SeenStatus, Status } from '../../common/model.ts';

export interface Presence {
  /** A socket came or went; answers whether the user's presence began or ended with it. */
  arrive(user: UserId): boolean;
  depart(user: UserId): boolean;
  here(user: UserId): boolean;
  /** Everybody who is here. */
  users(): UserId[];
}

export function createPresence(): Presence {
  const sockets = new Map<UserId, number>();
  return {
    arrive: (user) => {
      const before = sockets.get(user) ?? 0;
      sockets.set(user, before + 1);
      return before === 0;
    },
    depart: (user) => {
      const left = (sockets.get(user) ?? 1) - 1;
      if (left > 0) sockets.set(user, left);
      else sockets.delete(user);
      return left === 0;
    },
    here: (user) => sockets.has(user),
    users: () => [...sockets.keys()],
  };
}

/** What others see of somebody who chose `status`. */
export function seenStatus(status: Status, here: boolean): SeenStatus {
  return here && status !== 'invisible' ? status : 'offline';
}
