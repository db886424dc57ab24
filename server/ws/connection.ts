// One socket: it identifies, then asks and hears.
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { Refusal } from '../../common/errors.ts';
import { ClientFrame, type CloseCode, type ServerFrame } from '../../common/frame.ts';
import type { Limiter } from '../domain/limiter.ts';
import { newRequestId } from '../handlers/request-id.ts';
import { protocolLimits } from '../../common/limits.ts';
import { errorBody } from '../handlers/answers.ts';
import type { Login } from '../handlers/context.ts';
import { authenticate, dispatch } from '../handlers/dispatch.ts';
import { beginListening, type GatewayParts } from './begin-listening.ts';
import { createSocketWriter, type SocketWriter } from './socket-writer.ts';
import { createIntake, type Intake } from './intake.ts';

export interface Connection {
  /** Closes the socket if nothing was heard since `ms` (monotonic milliseconds). */
  closeIfSilentSince(ms: number): void;
  close(code: CloseCode, retryAfterMs?: number): void;
  /** Takes no further requests, and resolves when none is being answered. */
  drain(): Promise<void>;
}

export interface ConnectionParts extends GatewayParts {
  /** What limits count, see domain/addresses.ts. */
  readonly address: string;
  /** Sockets that start together take turns. */
  readonly starts: Limiter;
  /** Called when the socket has identified, or has closed before. */
  readonly onAdmitted: () => void;
  /** `code`: what it was closed with by this node, or else by the peer. */
  readonly onClosed: (connection: Connection, code: CloseCode | number) => void;
}

/** A socket's life only moves forward. */
type Stage = 'new' | 'identifying' | 'live' | 'draining';

export function openConnection(ws: WebSocket, socket: Duplex, parts: ConnectionParts): Connection {
  const { limits, log } = parts.services;
  const writer = createSocketWriter(ws, socket, limits.socketQueueBytes);
  const intake = intakeOf(ws, writer, parts);
  let early = 0;
  let stage: Stage = 'new';
  let login: Login | undefined;
  let leave: (() => void) | undefined;
  let heardAt = performance.now();
  const late = setTimeout(() => writer.close('identify_timeout', 1000), limits.identifyWithinMs);

  const receive = (data: RawData, isBinary: boolean) => {
    heardAt = performance.now();
    // A socket that was told to close may go on talking until it is cut.
    if (!writer.open) return undefined;
    intake.frame();
    if (login === undefined && ++early > limits.framesBeforeIdentify) return writer.close('protocol_error');
    const frame = isBinary ? undefined : parseFrame(data);
    if (frame === undefined) return writer.close('protocol_error');
    if (frame.type === 'heartbeat') return writer.send({ type: 'heartbeat' });
    if (stage === 'draining') return undefined;
    if (frame.type === 'identify' && stage === 'new') return begin(frame.token);
    if (frame.type === 'request' && login !== undefined) return intake.add(answer(parts, writer, login, frame));
    return writer.close('protocol_error');
  };

  const begin = (token: string) => {
    stage = 'identifying';
    // From here on it is the host that takes its time.
    clearTimeout(late);
    return intake.add(parts.starts.run(() => identify(token)));
  };

  const identify = async (token: string) => {
    const found = writer.open ? await admit(parts, writer, token) : undefined;
    if (found === undefined) return;
    const again = () => authenticate(parts.services, token, parts.address);
    const stillGood = async () => !((await again()) instanceof Refusal);
    const left = await beginListening(parts, { login: found, writer, address: parts.address, stillGood });
    if (!writer.open) return left();
    leave = left;
    login = found;
    if (stage === 'identifying') stage = 'live';
    parts.onAdmitted();
  };

  const connection: Connection = {
    closeIfSilentSince: (ms) => (heardAt < ms ? writer.close('heartbeat_missed') : undefined),
    close: (code, retryAfterMs) => writer.close(code, retryAfterMs),
    drain: async () => {
      stage = 'draining';
      await intake.done();
    },
  };

  ws.on('message', receive);
  // ws closes such a socket by itself, with the standard's own code.
  ws.on('error', (error) => log.debug({ error }, 'socket error'));
  ws.on('close', (code) => {
    clearTimeout(late);
    intake.close();
    leave?.();
    parts.onAdmitted();
    parts.onClosed(connection, writer.closedWith ?? code);
  });
  writer.send(hello(parts));
  return connection;
}

function hello({ services: { host, limits } }: ConnectionParts): ServerFrame {
  const { frameMaxBytes: frame_max_bytes } = protocolLimits;
  return { type: 'hello', version: host.version, heartbeat_ms: limits.heartbeatMs, frame_max_bytes };
}

function intakeOf(ws: WebSocket, writer: SocketWriter, { services: { limits, log } }: GatewayParts): Intake {
  return createIntake(ws, {
    inFlightMax: limits.requestsInFlightPerSocket,
    framesPerSecond: limits.framesPerSocketPerSecond,
    onFailure: (error) => {
      log.error({ error }, 'socket failed');
      writer.close('internal', 5000);
    },
  });
}

/** The login of a token, if it is good and its user may have another socket. */
async function admit(
  { services, fanout, address }: ConnectionParts,
  writer: SocketWriter,
  token: string,
): Promise<Login | undefined> {
  const login = await authenticate(services, token, address);
  if (login instanceof Refusal) closeRefused(writer, login);
  else if (fanout.listenersOf(login.user.id).size >= services.limits.socketsPerUser)
    writer.close('too_many_sockets', 30_000);
  else return login;
  return undefined;
}

function closeRefused(writer: SocketWriter, { code, retry_after_ms }: Refusal): void {
  writer.close(code === 'rate_limited' ? 'rate_limited' : 'not_logged_in', retry_after_ms);
}

type RequestFrame = Extract<ClientFrame, { type: 'request' }>;

async function answer(
  { services, address }: ConnectionParts,
  writer: SocketWriter,
  login: Login,
  frame: RequestFrame,
): Promise<void> {
  const requestId = newRequestId();
  const arrivedAt = performance.now();
  const answered = await dispatch(services, { name: frame.request, params: frame.params, login, address, requestId });
  writer.send(reply(frame.id, answered, requestId));
  if (frame.request === 'message.send' && !(answered instanceof Refusal))
    services.meter.acknowledged(performance.now() - arrivedAt);
}

function reply(id: number, answered: unknown, requestId: string): ServerFrame {
  if (answered instanceof Refusal) return { type: 'reply', id, error: errorBody(answered, requestId) };
  return { type: 'reply', id, result: answered };
}

function parseFrame(data: RawData): ClientFrame | undefined {
  if (!Buffer.isBuffer(data)) return undefined;
  try {
    const frame: unknown = JSON.parse(data.toString('utf8'));
    return ClientFrame.safeParse(frame).data;
  } catch {
    return undefined;
  }
}
