// What this node hears, from the bus to its listeners: put together here, and kept whole from the database.
import type { Services } from '../handlers/context.ts';
import { lastRevs, missedAfter } from '../store/positions.ts';
import type { GatewayParts } from './begin-listening.ts';
import { createChannelOrder, healedAtOnce } from './channel-order.ts';
import { createFanout, type Interest } from './fanout.ts';
import { createGate } from './gate.ts';
import { holdLease } from './lease.ts';
import { createPresenceAnnouncer } from './presence-announcer.ts';
import { keepHouse } from './housekeeping.ts';
import { startRecheck } from './recheck.ts';

export interface Hearing extends GatewayParts {
  close(): Promise<void>;
}

export interface HearingOptions {
  /** Names this node among those of its database. */
  readonly node: string;
  /** Whether there may be others: then the bus may lose something. */
  readonly shared: boolean;
}

export async function startHearing(services: Services, options: HearingOptions): Promise<Hearing> {
  const { db, bus, limits, log, meter } = services;
  const onError = (error: unknown) => log.warn({ error }, 'could not read what the bus lost');
  const order = createChannelOrder({
    lastRevs: (channels) => lastRevs(db, channels),
    missedAfter: (channel, rev) => missedAfter(db, channel, rev, healedAtOnce),
    pass: (id, events) => gate.hear({ type: 'events', to: { type: 'channel', id }, events }),
    onError,
    waitMs: limits.changeWaitMs,
    meter,
  });
  const interest: Interest = {
    follow: (topic, rev) => {
      bus.follow(topic);
      if (topic.type !== 'channel') return;
      order.follow(topic.id, rev);
      // What came between that change and the bus's bringing this channel here is in the database.
      if (rev !== undefined)
        void bus
          .reached()
          .then(() => order.check([topic.id]))
          .catch(onError);
    },
    unfollow: (topic) => {
      bus.unfollow(topic);
      if (topic.type === 'channel') order.unfollow(topic.id);
    },
    moved: (user) => recheck?.lookAt(user),
  };
  const fanout = createFanout(interest, (events) => meter.delivered(events));
  const gate = createGate({
    isCertain: () => recheck?.isCertain() ?? true,
    pass: (envelope) => fanout.deliver(envelope),
    onDropped: () => {
      for (const user of fanout.users()) for (const listener of fanout.listenersOf(user)) listener.refresh();
    },
  });
  const recheck = options.shared ? startRecheck({ services, fanout, order }, () => gate.open()) : undefined;
  const unsubscribe = bus.subscribe((envelope) => {
    // What some do not hear has no number, and so no place in the channel's order.
    if (envelope.type === 'events' && envelope.to.type === 'channel' && envelope.to.except === undefined)
      order.take(envelope.to.id, envelope.events);
    else gate.hear(envelope);
  });
  const housekeeping = keepHouse(services, fanout);
  const announcer = createPresenceAnnouncer(services, options.node);
  const lease = await holdLease(services, options.node, announcer);
  return {
    services,
    fanout,
    order,
    announcer,
    close: async () => {
      unsubscribe();
      announcer.close();
      order.close();
      await housekeeping.close();
      await recheck?.close();
      await lease.end();
    },
  };
}
