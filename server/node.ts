// A running node: every part is made here, joined, and taken down in the opposite order.
import { createAdaptorServer } from '@hono/node-server';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { pino } from 'pino';
import type { Config } from './config.ts';
import { addressKey } from './domain/addresses.ts';
import type { Logger } from './handlers/context.ts';
import { createApp } from './http/app.ts';
import { createUnderWay } from './http/under-way.ts';
import { forgetNodes } from './store/presence.ts';
import { openDatabase, type OpenDatabase } from './database.ts';
import { limitPatience, listen } from './listen.ts';
import { observe, type Observation } from './observe.ts';
import { openServices } from './services.ts';
import { attachGateway } from './ws/gateway.ts';
import { startHearing, type Hearing } from './ws/hearing.ts';

export interface Node {
  /** Where it listens: `http://127.0.0.1:6464`. */
  readonly url: string;
  /** Where the metrics are, if they have a port of their own. */
  readonly metricsUrl: string | undefined;
  /** Finishes what was asked, tells clients to come back, and closes; takes at most `stopWithinMs`. */
  close(): Promise<void>;
  /** Resolves with what went wrong if the node can not go on. */
  readonly failed: Promise<Error>;
}

/** `opened`: the database of the configuration, where somebody else has opened it; it is closed with the node. */
export async function startNode(config: Config, opened?: OpenDatabase): Promise<Node> {
  const log = createLog(config);
  const store = opened ?? (await openDatabase(config, log));
  try {
    return await joinParts(config, log, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function joinParts(config: Config, log: Logger, store: OpenDatabase): Promise<Node> {
  const observation = await observe(config.metrics, log);
  const services = await openServices(config, { log, store, meter: observation.meter });
  const { writer, passwords, bus } = services;
  // The embedded database has no other node, and nobody is connected yet.
  const shared = config.database.type === 'postgresql';
  if (!shared) await forgetNodes(store.db);
  const hearing = await startHearing(services, { node: randomUUID(), shared });
  const { server, gateway, underWay } = openDoors(config, hearing, observation);
  const close = async () => {
    const { stopWithinMs } = config.limits;
    const closed = new Promise((resolve) => server.close(resolve));
    underWay.endConnections();
    await gateway.close();
    await underWay.done(stopWithinMs / 2);
    server.closeIdleConnections();
    // Sockets say goodbye.
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
    server.closeAllConnections();
    // What came in meanwhile, and whose client was just cut off, still uses the database.
    await underWay.done(stopWithinMs / 4);
    await writer.close();
    await passwords.close();
    await hearing.close();
    await bus.close();
    await store.close();
    await observation.close();
  };
  const metricsUrl = await observation.start({
    database: store.db.pool,
    writesWaiting: () => writer.waiting(),
    passwordsWaiting: () => passwords.waiting(),
    socketQueueBytes: () => gateway.queuedBytes(),
  });
  const url = await listen(server, config).catch(async (error: unknown) => {
    await observation.close();
    throw error;
  });
  return { url, metricsUrl, close, failed: store.failed };
}

function openDoors(config: Config, hearing: Hearing, { mainDoor: metrics }: Observation) {
  const { services } = hearing;
  const addressOf = (request: IncomingMessage) => clientAddress(request, config.trustedProxies);
  const app = createApp({ services, config, addressOf: (request) => addressKey(addressOf(request)), metrics });
  const underWay = createUnderWay();
  const server = createAdaptorServer({
    fetch: (request, env) => underWay.made(app.fetch(request, env)),
    serverOptions: { shouldUpgradeCallback: asksForSocket, connectionsCheckingInterval: 5000 },
  }) as Server;
  limitPatience(server);
  underWay.watch(server);
  const originAllowed = (request: IncomingMessage) => ownOrigin(request, config);
  return { server, underWay, gateway: attachGateway(server, { hearing, addressOf, originAllowed }) };
}

/** Other protocols (curl offers h2c) are not taken up: such a request is answered as plain HTTP. */
function asksForSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

function createLog(config: Config): Logger {
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** The address of who asks: behind `proxies` trusted proxies, the entry that the outermost of them wrote. */
function clientAddress(request: IncomingMessage, proxies: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (proxies === 0) return direct;
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((hop) => hop.trim());
  return hops.at(-proxies) || direct;
}

/** Browsers send an Origin with every WebSocket: a page of another site must not speak for its visitor. */
function ownOrigin(request: IncomingMessage, config: Config): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (config.publicOrigin !== '') return origin === config.publicOrigin;
  return URL.canParse(origin) && new URL(origin).host === host;
}
