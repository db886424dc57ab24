// Memberships that were looked up, kept for a moment, and while nothing changes them: every send asks for one.
import type { ChannelId, UserId } from '../../common/ids.ts';
import { type Membership, findMembership } from './channels.ts';
import type { Database } from './database.ts';

export interface Memberships {
  /** Look-ups of one membership that overlap share one answer, so that requests of one socket keep their order. */
  find(channel: ChannelId, user: UserId): Promise<Membership | undefined>;
  /** What was known of a channel, or of one user in it, may be untrue now. */
  forget(channel: ChannelId, user?: UserId): void;
}

const membershipsMax = 50_000;
/** Of what changes on other nodes this one may not hear: within a second it has to act on it all the same. */
const keptMs = 900;

interface Kept {
  readonly at: number;
  readonly membership: Promise<Membership | undefined>;
}

export function createMemberships(db: Database): Memberships {
  const channels = new Map<ChannelId, Map<UserId, Kept>>();
  let kept = 0;

  const forget: Memberships['forget'] = (channel, user) => {
    const users = channels.get(channel);
    if (users === undefined) return;
    if (user === undefined) kept -= users.size;
    else if (users.delete(user)) kept -= 1;
    if (user === undefined || users.size === 0) channels.delete(channel);
  };

  const find: Memberships['find'] = (channel, user) => {
    const known = channels.get(channel)?.get(user);
    if (known !== undefined && performance.now() - known.at < keptMs) return known.membership;
    const loading = findMembership(db, channel, user);
    keep(channel, user, loading);
    // Outsiders are asked for again each time: nobody announces to this node that they came in on another.
    loading.then(
      (membership) =>
        membership?.member === undefined || membership.member === null ? forget(channel, user) : undefined,
      () => forget(channel, user),
    );
    return loading;
  };

  const keep = (channel: ChannelId, user: UserId, membership: Promise<Membership | undefined>) => {
    const oldest = channels.keys().next();
    if (kept >= membershipsMax && oldest.done === false) forget(oldest.value);
    const users = channels.get(channel) ?? new Map<UserId, Kept>();
    if (!users.has(user)) kept += 1;
    users.set(user, { at: performance.now(), membership });
    channels.set(channel, users);
  };

  return { find, forget };
}
