// The changes of the channels that this node follows, in their order: commits of several nodes reach it over a bus that
// reorders, doubles and loses. Each change passes once; one that is missing is waited for, then read from the database.
import type { Event } from '../../common/events.ts';
import type { ChannelId } from '../../common/ids.ts';
import { slices } from '../domain/slices.ts';
import type { Missed } from '../store/positions.ts';
import { begin, createPlace, insert, isBehind, take, type OrderMeter, type Place } from './place.ts';

export interface ChannelOrder {
  /** From here on changes of the channel pass. `rev`: its first listener has everything up to it; else `begin` finds out. */
  follow(channel: ChannelId, rev?: number): void;
  unfollow(channel: ChannelId): void;
  /** Resolves when the changes of all these channels pass: what is read afterwards is not older than what has passed. */
  begin(channels: readonly ChannelId[]): Promise<void>;
  /** Takes what was published, and passes on what is next. */
  take(channel: ChannelId, events: readonly Event[]): void;
  /** Looks up how far the channels are in the database, and heals those in which something was lost. */
  check(channels?: readonly ChannelId[]): Promise<void>;
  close(): void;
}

export interface ChannelOrderOptions {
  readonly lastRevs: (channels: readonly ChannelId[]) => Promise<ReadonlyMap<ChannelId, number>>;
  readonly missedAfter: (channel: ChannelId, rev: number) => Promise<Missed | undefined>;
  /** Events of one channel for its listeners, in order. */
  readonly pass: (channel: ChannelId, events: readonly Event[]) => void;
  readonly onError: (error: unknown) => void;
  /** How long a change may be on its way after a later one was heard. */
  readonly waitMs: number;
  readonly meter: OrderMeter;
}

/** So many channels are looked up by one statement. */
const checkedAtOnce = 1000;
/** So many changes of one channel are read at once for those who listen to it. */
export const healedAtOnce = 200;

export function createChannelOrder(options: ChannelOrderOptions): ChannelOrder {
  const { lastRevs, missedAfter, onError, waitMs, meter } = options;
  const places = new Map<ChannelId, Place>();

  const pass = (channel: ChannelId, place: Place, events: readonly Event[]) => {
    if (events.length > 0) options.pass(channel, events);
    if (isBehind(place)) place.timer ??= setTimeout(() => void heal(channel, place), waitMs).unref();
  };

  const heal = async (channel: ChannelId, place: Place) => {
    const { rev = 0, latest } = place;
    const stillBehind = () => isBehind(place) && place.rev === rev && places.get(channel) === place;
    try {
      // Clients that are further behind notice by the jump, and ask for what they missed themselves.
      const after = Math.max(rev, place.latest - healedAtOnce);
      if (!stillBehind()) return;
      const missed = await missedAfter(channel, after);
      // A channel that is gone has nothing to come.
      if (missed === undefined) place.latest = rev;
      // Meanwhile what was missing may have come by itself.
      else if (stillBehind()) pass(channel, place, insert(place, missed, latest, meter));
    } catch (error) {
      onError(error);
    } finally {
      place.timer = undefined;
      if (places.get(channel) === place) pass(channel, place, []);
    }
  };

  const move = (channel: ChannelId, change: (place: Place) => readonly Event[]) => {
    const place = places.get(channel);
    if (place !== undefined) pass(channel, place, change(place));
  };

  const beginAt = (rev: number) => (place: Place) => (place.rev === undefined ? begin(place, rev) : []);

  /** Whoever was to find out where a place begins may have gone before. */
  const learn = (rev: number) => (place: Place) => {
    const passing = beginAt(rev)(place);
    place.latest = Math.max(place.latest, rev);
    return passing;
  };

  return {
    follow: (channel, rev) => {
      if (!places.has(channel)) places.set(channel, createPlace(rev));
    },
    unfollow: (channel) => {
      clearTimeout(places.get(channel)?.timer);
      places.delete(channel);
    },
    begin: async (channels) => {
      const unknown = channels.filter((channel) => places.has(channel) && places.get(channel)?.rev === undefined);
      if (unknown.length > 0) for (const [channel, rev] of await lastRevs(unknown)) move(channel, beginAt(rev));
    },
    take: (channel, events) => move(channel, (place) => take(place, events, meter)),
    check: async (channels = [...places.keys()]) => {
      for (const some of slices(channels, checkedAtOnce))
        for (const [channel, rev] of await lastRevs(some)) move(channel, learn(rev));
    },
    close: () => {
      for (const place of places.values()) clearTimeout(place.timer);
      places.clear();
    },
  };
}
