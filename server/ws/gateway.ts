// The gateway: upgrades HTTP connections on one path to sockets, watches over their heartbeats, and ends them all in good order.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { subprotocol } from '../../common/frame.ts';
import { protocolLimits } from '../../common/limits.ts';
import { addressKey } from '../domain/addresses.ts';
import { createLimiter } from '../domain/limiter.ts';
import type { GatewayParts } from './begin-listening.ts';
import { GatewaySocket, openConnection, type Connection } from './connection.ts';
import { createPreAuthLimit, limitEarlyBytes } from './pre-auth-limit.ts';

const gatewayPath = '/v1/gateway';

export interface Gateway {
  /** Answers what was asked, then tells every client to come back elsewhere or later. */
  close(): Promise<void>;
  /** What waits for readers, all sockets together. */
  queuedBytes(): number;
}

export interface GatewayOptions {
  readonly hearing: GatewayParts;
  readonly addressOf: (request: IncomingMessage) => string;
  /** Browsers send an Origin, other clients none: only pages of this host may open a socket. */
  readonly originAllowed: (request: IncomingMessage) => boolean;
}

/** The least time over which clients that are told to come back are spread. */
const comeBackWithinMs = 3000;

export function attachGateway(server: Server, { hearing, addressOf, originAllowed }: GatewayOptions): Gateway {
  const { limits } = hearing.services;
  const sockets = new WebSocketServer({
    noServer: true,
    WebSocket: GatewaySocket,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: protocolLimits.frameMaxBytes,
    maxFragments: protocolLimits.fragmentsMaxPerMessage,
    handleProtocols: () => subprotocol,
  });
  const starts = createLimiter(limits.startsAtOnce);
  const preAuthLimit = createPreAuthLimit(limits);
  const connections = new Set<Connection>();
  const parts = { hearing, starts, onClosed: (closed: Connection) => connections.delete(closed) };
  let stopping = false;

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', destroy);
    const no = refusal(request, originAllowed);
    if (no !== undefined) return refuse(socket, no);
    const address = addressKey(addressOf(request));
    const onAdmitted = stopping ? undefined : preAuthLimit.enter(address);
    if (onAdmitted === undefined) return refuse(socket, '503 Service Unavailable');
    socket.once('close', onAdmitted);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const saysMore = limitEarlyBytes(socket, limits.bytesBeforeIdentify);
      const leave = () => {
        socket.off('close', onAdmitted);
        socket.off('error', destroy);
        onAdmitted();
        saysMore();
      };
      connections.add(openConnection(ws, socket, parts, { address, leave }));
    });
  });

  const watch = setInterval(() => {
    const since = performance.now() - 2 * limits.heartbeatMs;
    for (const connection of connections) connection.closeIfSilentSince(since);
  }, limits.heartbeatMs / 2);

  return {
    close: async () => {
      stopping = true;
      clearInterval(watch);
      await Promise.all([...connections].map((connection) => connection.drain()));
      const withinMs = Math.max(comeBackWithinMs, (connections.size / limits.comeBackPerSecond) * 1000);
      for (const connection of connections) connection.close('stopping', Math.round(Math.random() * withinMs));
    },
    queuedBytes: () => [...connections].reduce((sum, { queuedBytes }) => sum + queuedBytes, 0),
  };
}

function destroy(this: Duplex): void {
  this.destroy();
}

/** The HTTP status of an upgrade that is refused before it costs anything. */
function refusal(request: IncomingMessage, originAllowed: GatewayOptions['originAllowed']): string | undefined {
  if ((request.url ?? '').split('?')[0] !== gatewayPath) return '404 Not Found';
  if (!originAllowed(request)) return '403 Forbidden';
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.includes(subprotocol) ? undefined : '426 Upgrade Required';
}

/** A peer that keeps its half of the connection open must not keep ours. */
function refuse(socket: Duplex, status: string): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
