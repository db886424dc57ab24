// What each node does now and then for the host as a whole: it looks for changed settings, and stores its sum of messages.
import type { Services } from '../handlers/context.ts';
import { tellEverybody, type Fanout } from './fanout.ts';
import { repeat } from './repeat.ts';

export interface Housekeeping {
  /** Stores what is left to be stored. */
  close(): Promise<void>;
}

export function keepHouse(
  { bus, settings, messageDays, limits, log }: Services,
  fanout: Pick<Fanout, 'users' | 'listenersOf'>,
): Housekeeping {
  settings.onHostChanged((host) => tellEverybody(fanout, { type: 'host.updated', host }));
  const onError = (error: unknown) => log.warn({ error }, 'could not look for changed settings');
  const work = async () => {
    await settings.look();
    await messageDays.store();
  };
  const again = repeat(limits.positionCheckMs, work, onError);
  const unsubscribe = bus.subscribe((envelope) => {
    if (envelope.type === 'settings_changed') again.soon();
  });
  return {
    close: async () => {
      unsubscribe();
      await again.close();
      // Without a database the last of it is lost.
      await messageDays.store().catch(onError);
    },
  };
}
