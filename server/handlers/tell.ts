// The last beat of a handler: telling who should know, after the commit.
import type { Event } from '../../common/events.ts';
import type { ChannelId, UserId } from '../../common/ids.ts';
import type { Bus } from '../bus/bus.ts';
import type { ChangedChannel } from '../store/arrangement.ts';

/** Every member of the channel, the one who caused it included. */
export function tellChannel(bus: Bus, id: ChannelId, event: Event): void {
  bus.publish({ type: 'events', to: { type: 'channel', id }, events: [event] });
}

/** Every device of the user. */
export function tellUser(bus: Bus, id: UserId, event: Event): void {
  bus.publish({ type: 'events', to: { type: 'user', id }, events: [event] });
}

/** The members of each channel, how it is now. */
export function tellChanged(bus: Bus, changed: readonly ChangedChannel[]): void {
  for (const { channel, rev } of changed) tellChannel(bus, channel.id, { type: 'channel.updated', channel, rev });
}
