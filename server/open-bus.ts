// Which bus a node uses: the NATS that the configuration names, or none but itself.
import type { Bus } from './bus/bus.ts';
import { createLocalBus } from './bus/local.ts';
import type { Config } from './config.ts';
import type { Meter } from './domain/meter.ts';
import type { Logger } from './handlers/context.ts';

interface BusParts {
  /** Keeps hosts apart that share a NATS. */
  readonly epoch: string;
  readonly log: Logger;
  readonly meter: Meter;
}

export async function openBus({ busUrl }: Config, { epoch, log, meter }: BusParts): Promise<Bus> {
  const onError = (error: unknown) => log.error({ error }, 'an announcement failed');
  if (busUrl === null) return createLocalBus(onError);
  // Loaded by those who need it: a host of one node starts without.
  const { openNatsBus } = await import('./bus/nats.ts');
  const onNews = (is: 'away' | 'there', text: string) => log[is === 'away' ? 'warn' : 'info']({}, text);
  return await openNatsBus({ url: busUrl, namespace: epoch, meter, onError, onNews });
}
