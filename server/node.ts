// A running node: every part is made here, joined, and taken down in the opposite order.
import { createAdaptorServer } from '@hono/node-server';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { pino } from 'pino';
import { subprotocol } from '../common/frame.ts';
import { version } from '../common/version.ts';
import type { Envelope } from './bus/bus.ts';
import { openBus } from './open-bus.ts';
import type { Config } from './config.ts';
import { createPasswords } from './crypto/passwords.ts';
import { addressKey } from './domain/addresses.ts';
import { createTurns } from './domain/turns.ts';
import type { Logger, Services } from './handlers/context.ts';
import { createRates } from './handlers/rates.ts';
import { createApp } from './http/app.ts';
import { createMemberships, type Memberships } from './store/memberships.ts';
import { forgetNodes } from './store/presence.ts';
import { createWriter } from './store/writer.ts';
import { openDatabase, type OpenDatabase } from './database.ts';
import { attachGateway } from './ws/gateway.ts';
import { startHearing } from './ws/hearing.ts';

export interface Node {
  /** Where it listens: `http://127.0.0.1:6464`. */
  readonly url: string;
  /** Finishes what was asked, tells clients to come back, and closes; takes at most `stopWithinMs`. */
  close(): Promise<void>;
  /** Resolves with what went wrong if the node can not go on. */
  readonly failed: Promise<Error>;
}

export async function startNode(config: Config): Promise<Node> {
  const log = createLog(config);
  const store = await openDatabase(config, log);
  try {
    return await joinParts(config, log, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function joinParts(config: Config, log: Logger, store: OpenDatabase): Promise<Node> {
  const { limits } = config;
  const bus = await openBus(config, store.epoch, log);
  const memberships = createMemberships(store.db);
  const passwords = createPasswords({ workers: limits.passwordWorkers, queue: limits.passwordQueue });
  const writer = createWriter(store.db, {
    batchMax: limits.batchMaxMessages,
    queueMax: limits.writeQueueMessages,
    onCommit: (id, messages) => {
      const events = messages.map((message) => ({ type: 'message.created', message }) as const);
      bus.publish({ type: 'events', to: { type: 'channel', id }, events });
    },
  });
  bus.subscribe((envelope) => forgetMemberships(memberships, envelope));
  const host = { name: config.name, version, protocol: subprotocol, epoch: store.epoch };
  const parts = { db: store.db, memberships, bus, writer, passwords, host, limits, log };
  const services: Services = { ...parts, rates: createRates(limits), turns: createTurns() };
  const shared = config.database.type === 'postgresql';
  if (!shared) await forgetNodes(store.db);
  const observe = { doubled: () => {}, reordered: () => {}, healed: () => {} };
  const hearing = await startHearing(services, { node: randomUUID(), shared, observe });
  const addressOf = (request: IncomingMessage) => clientAddress(request, config.trustedProxies);
  const app = createApp({ services, config, addressOf: (request) => addressKey(addressOf(request)) });
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { shouldUpgradeCallback: asksForSocket },
  }) as Server;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  const gateway = attachGateway(server, {
    hearing,
    addressOf,
    originAllowed: (request) => ownOrigin(request, config),
  });
  await listen(server, config);
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    await gateway.close();
    server.closeIdleConnections();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
    server.closeAllConnections();
    await writer.close();
    await passwords.close();
    await hearing.close();
    await bus.close();
    await store.close();
  };
  return { url: urlOf(server, config.host), close, failed: store.failed };
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

async function listen(server: Server, { host, port }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
