// What the handlers of a node work with, made from its configuration: the writer, the bus, and what stands between them.
import { subprotocol } from '../common/frame.ts';
import { version } from '../common/version.ts';
import type { Host } from '../common/model.ts';
import type { Envelope } from './bus/bus.ts';
import type { Config } from './config.ts';
import { createPasswords } from './crypto/passwords.ts';
import type { OpenDatabase } from './database.ts';
import { createLimiters } from './domain/limiter.ts';
import type { Meter } from './domain/meter.ts';
import { createTurns } from './domain/turns.ts';
import type { Logger, Services } from './handlers/context.ts';
import { createLiveSettings } from './handlers/live-settings.ts';
import { createRates } from './handlers/rates.ts';
import { openBus } from './open-bus.ts';
import { createMessageDays } from './store/message-days.ts';
import { createPictureReader } from './pictures/reader.ts';
import { createMemberships, type Memberships } from './store/memberships.ts';
import { createWriter } from './store/writer.ts';

export interface ServiceParts {
  readonly log: Logger;
  readonly store: OpenDatabase;
  readonly meter: Meter;
}

export async function openServices(config: Config, { log, store, meter }: ServiceParts): Promise<Services> {
  const limits = { ...config.limits };
  const bus = await openBus(config, { epoch: store.epoch, log, meter });
  const memberships = createMemberships(store.db);
  const passwords = createPasswords({ workers: limits.passwordWorkers, queue: limits.passwordQueue });
  const messageDays = createMessageDays(store.db);
  const pictures = createPictureReader({
    queueMax: limits.pictureQueue,
    perUser: limits.picturesAtOncePerUser,
    withinMs: limits.pictureReadMs,
  });
  const writer = createWriter(store.db, {
    batchMax: limits.batchMaxMessages,
    queueMax: limits.writeQueueMessages,
    onCommit: (id, messages) => {
      messageDays.add(messages.length);
      const events = messages.map((message) => ({ type: 'message.created', message }) as const);
      bus.publish({ type: 'events', to: { type: 'channel', id }, events });
    },
    onBatch: (batch) => meter.batch(batch),
  });
  bus.subscribe((envelope) => forgetMemberships(memberships, envelope));
  const host: Host = {
    name: config.name,
    version,
    protocol: subprotocol,
    epoch: store.epoch,
    invitations_only: false,
    announcement: null,
  };
  const settings = createLiveSettings({ db: store.db, started: config, host, limits });
  await settings.look();
  const made = { memberships, bus, writer, passwords, pictures, settings, messageDays };
  const parts = { db: store.db, ...made, host, limits, log, meter };
  return {
    ...parts,
    rates: createRates(limits),
    turns: createTurns(),
    shares: createLimiters(limits.requestsAtOncePerUser),
  };
}

/** A membership that was looked up earlier is untrue once somebody joined or left, or the channel changed. */
function forgetMemberships(memberships: Memberships, envelope: Envelope): void {
  if (envelope.type !== 'events') return;
  for (const event of envelope.events) {
    if (event.type === 'channel.updated') memberships.forget(event.channel.id);
    else if (event.type === 'channel.joined' && envelope.to.type === 'user')
      memberships.forget(event.channel.id, envelope.to.id);
    else if (event.type === 'channel.left' && envelope.to.type === 'user')
      memberships.forget(event.channel, envelope.to.id);
  }
}
