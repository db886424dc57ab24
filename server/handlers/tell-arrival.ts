// Telling a channel who has come: those with whom there is a block are not told whether they are connected.
import type { Event } from '../../common/events.ts';
import { hiddenInChannel } from '../store/blocks.ts';
import type { Services } from './context.ts';
import { tellChannel, tellUser } from './tell.ts';

type Arrival = Extract<Event, { type: 'member.joined' }>;

export async function tellArrival({ db, bus }: Pick<Services, 'db' | 'bus'>, event: Arrival): Promise<void> {
  const { channel, user } = event;
  const hidden = user.status === 'offline' ? [] : await hiddenInChannel(db, channel, user.id);
  if (hidden.length === 0) return tellChannel(bus, channel, event);
  bus.publish({ type: 'events', to: { type: 'channel', id: channel, except: hidden }, events: [event] });
  const unseen: Arrival = { ...event, user: { ...user, status: 'offline', status_text: '' } };
  for (const other of hidden) tellUser(bus, other, unseen);
}
