// Whether a node counts, and who may read it: what does the counting is loaded only where the configuration asks for it.
import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { MetricsConfig } from './config.ts';
import { silentMeter, type Meter } from './domain/meter.ts';
import type { Logger } from './handlers/context.ts';
import { createMetricsApp, type MetricsDoor } from './http/metrics.ts';
import { limitPatience, listen } from './listen.ts';
import type { Sources } from './metrics/prometheus.ts';

export interface Observation {
  readonly meter: Meter;
  /** What the main port answers with at /metrics; undefined where that is an address like any unknown one. */
  readonly mainDoor: MetricsDoor | undefined;
  /** Says where the gauges are read and opens the port of the metrics; answers its URL, if there is one. */
  start(sources: Sources): Promise<string | undefined>;
  close(): Promise<void>;
}

const unobserved: Observation = {
  meter: silentMeter,
  mainDoor: undefined,
  start: async () => undefined,
  close: async () => {},
};

export async function observe(config: MetricsConfig | undefined, log: Logger): Promise<Observation> {
  if (config === undefined) return unobserved;
  const { createPrometheusMeter } = await import('./metrics/prometheus.ts');
  const meter = createPrometheusMeter();
  const scrape = () => meter.scrape();
  const door: MetricsDoor = { scrape, contentType: meter.contentType, token: config.token, log };
  if (config.type === 'main port') {
    const start = async (sources: Sources) => {
      meter.watch(sources);
      return undefined;
    };
    return { meter, mainDoor: door, start, close: async () => meter.close() };
  }
  const server = createAdaptorServer({ fetch: createMetricsApp(door).fetch }) as Server;
  limitPatience(server);
  return {
    meter,
    mainDoor: undefined,
    start: async (sources) => {
      meter.watch(sources);
      const url = await listen(server, config).catch((error: unknown) => {
        throw new Error(unusable(config.port, error), { cause: error });
      });
      log.info({ url: `${url}/metrics` }, 'metrics can be read');
      return url;
    },
    close: async () => {
      meter.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

function unusable(port: number, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return `port ${port}, for the metrics, is in use; choose another with --metrics-port.`;
  const reason = error instanceof Error ? error.message : String(error);
  return `the metrics cannot be offered at --metrics-port ${port}: ${reason}`;
}
