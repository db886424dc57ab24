// The gateway: upgrades HTTP connections on one path to sockets, counts those that have not identified, and closes them all at the end.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { subprotocol } from '../../common/frame.ts';
import { protocolLimits } from '../../common/limits.ts';
import { addressKey } from '../domain/addresses.ts';
import type { Services } from '../handlers/context.ts';
import { createAttendance } from './attendance.ts';
import { openConnection, type Connection } from './connection.ts';
import { createFanout } from './fanout.ts';

export const gatewayPath = '/v1/gateway';

export interface Gateway {
  /** Answers what was asked, then tells every client to come back elsewhere or later. */
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly services: Services;
  readonly addressOf: (request: IncomingMessage) => string;
  /** Browsers send an Origin, other clients none: only pages of this host may open a socket. */
  readonly originAllowed: (request: IncomingMessage) => boolean;
}

/** Clients that are told to come back do so spread over this time, so that a restart is not followed by a stampede. */
const comeBackWithinMs = 3000;

export function attachGateway(server: Server, { services, addressOf, originAllowed }: GatewayOptions): Gateway {
  const { limits } = services;
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: protocolLimits.frameMaxBytes,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  });
  const fanout = createFanout();
  const attendance = createAttendance(services);
  const connections = new Set<Connection>();
  const waiting = new Map<string, number>();
  let waitingTotal = 0;
  let stopping = false;
  const unsubscribe = services.bus.subscribe((envelope) => fanout.deliver(envelope));

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?')[0];
    if (path !== gatewayPath) return refuse(socket, 404, 'Not Found');
    if (!originAllowed(request)) return refuse(socket, 403, 'Forbidden');
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (!offered.includes(subprotocol)) return refuse(socket, 426, 'Upgrade Required');
    const key = addressKey(addressOf(request));
    if (stopping || !admit(key)) return refuse(socket, 503, 'Service Unavailable');
    let inside = false;
    const release = () => {
      if (!inside) letIn(key);
      inside = true;
    };
    socket.once('close', release);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const connection = openConnection(ws, socket, key, {
        services,
        fanout,
        attendance,
        onAdmitted: release,
        onClosed: (closed) => connections.delete(closed),
      });
      connections.add(connection);
    });
  };

  const admit = (key: string) => {
    const fromThere = waiting.get(key) ?? 0;
    if (waitingTotal >= limits.preAuthSockets || fromThere >= limits.preAuthSocketsPerAddress) return false;
    waiting.set(key, fromThere + 1);
    waitingTotal += 1;
    return true;
  };

  const letIn = (key: string) => {
    const left = (waiting.get(key) ?? 1) - 1;
    if (left > 0) waiting.set(key, left);
    else waiting.delete(key);
    waitingTotal -= 1;
  };

  server.on('upgrade', upgrade);
  const watch = setInterval(() => {
    const since = performance.now() - 2 * limits.heartbeatMs;
    for (const connection of connections) connection.closeIfSilentSince(since);
  }, limits.heartbeatMs / 2);
  watch.unref();

  return {
    close: async () => {
      stopping = true;
      clearInterval(watch);
      await Promise.all([...connections].map((connection) => connection.drain()));
      for (const connection of connections) connection.close('stopping', Math.round(Math.random() * comeBackWithinMs));
      unsubscribe();
      attendance.close();
    },
  };
}

function refuse(socket: Duplex, status: number, text: string): void {
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
