// One socket: it identifies, then asks and hears.
import type { Duplex } from 'node:stream';
import { WebSocket, type RawData } from 'ws';
import { Refusal } from '../../common/errors.ts';
import { ClientFrame, type CloseCode, type ServerFrame } from '../../common/frame.ts';
import type { ConnectionMeter } from '../domain/meter.ts';
import type { Limiter } from '../domain/limiter.ts';
import { newRequestId } from '../handlers/request-id.ts';
import { protocolLimits } from '../../common/limits.ts';
import { errorBody } from '../handlers/answers.ts';
import type { Login } from '../handlers/context.ts';
import type { StoredLogin } from '../store/tokens.ts';
import { authenticate, dispatch } from '../handlers/dispatch.ts';
import { beginListening, closeCodeOf, type GatewayParts, type Listening } from './begin-listening.ts';
import { SocketWriter } from './socket-writer.ts';
import { Intake } from './intake.ts';

/** What all connections of a gateway share. */
export interface ConnectionParts {
  readonly hearing: GatewayParts;
  /** Sockets that start together take turns. */
  readonly starts: Limiter;
  readonly onClosed: (connection: Connection) => void;
}

/** A socket that has not identified yet, and what it takes up until then. */
export interface Guest {
  /** What limits count, see domain/addresses.ts. */
  readonly address: string;
  /** It has identified, or is gone. */
  leave(): void;
}

/** A socket's life only moves forward. */
type Stage = 'new' | 'identifying' | 'live' | 'draining';

/** A socket that knows its connection, so that the functions that listen to it exist once, and not once for each. */
export class GatewaySocket extends WebSocket {
  connection: Connection | undefined = undefined;
}

export function openConnection(ws: GatewaySocket, socket: Duplex, parts: ConnectionParts, guest: Guest): Connection {
  const connection = new Connection({ ws, socket, parts, guest });
  ws.connection = connection;
  ws.on('message', onMessage);
  ws.on('error', onError);
  ws.on('close', onClose);
  return connection;
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  if (this instanceof GatewaySocket) this.connection?.receive(data, isBinary);
}

function onError(this: WebSocket, error: Error): void {
  if (this instanceof GatewaySocket) this.connection?.failed(error);
}

function onClose(this: WebSocket, code: number): void {
  if (this instanceof GatewaySocket) this.connection?.ended(code);
}

/** A class, because a node has many: its functions exist once. */
export class Connection {
  readonly #parts: ConnectionParts;
  readonly #address: string;
  readonly #meter: ConnectionMeter;
  readonly #writer: SocketWriter;
  readonly #intake: Intake;
  #stage: Stage = 'new';
  #early = 0;
  #heardAt = now();
  #listening: Listening | undefined;
  #guest: Guest | undefined;
  /** Runs out when the socket does not identify in time. */
  #late: NodeJS.Timeout | undefined;

  constructor({ ws, socket, parts, guest }: { ws: WebSocket; socket: Duplex; parts: ConnectionParts; guest: Guest }) {
    const { limits, meter } = parts.hearing.services;
    this.#parts = parts;
    this.#guest = guest;
    this.#address = guest.address;
    this.#meter = meter.connection();
    this.#writer = new SocketWriter(ws, socket, limits.socketQueueBytes);
    this.#intake = new Intake(ws, limits);
    this.#late = setTimeout(() => this.#writer.close('identify_timeout', 1000), limits.identifyWithinMs);
    this.#writer.send(hello(parts));
  }

  receive(data: RawData, isBinary: boolean): void {
    this.#heardAt = now();
    const writer = this.#writer;
    // A socket that was told to close may go on talking until it is cut.
    if (!writer.open) return;
    this.#intake.frame();
    const login = this.#listening?.login;
    if (login === undefined && ++this.#early > this.#parts.hearing.services.limits.framesBeforeIdentify)
      return writer.close('protocol_error');
    const frame = isBinary ? undefined : parseFrame(data);
    if (frame === undefined) return writer.close('protocol_error');
    if (frame.type === 'heartbeat') return writer.send({ type: 'heartbeat' });
    if (this.#stage === 'draining') return;
    if (frame.type === 'identify' && this.#stage === 'new') return this.#begin(frame.token);
    if (frame.type === 'request' && login !== undefined) return this.#take(this.#answer(login, frame));
    return writer.close('protocol_error');
  }

  /** Closes the socket if nothing was heard since `ms` (monotonic milliseconds). */
  closeIfSilentSince(ms: number): void {
    if (this.#heardAt < ms) this.#writer.close('heartbeat_missed');
  }

  close(code: CloseCode, retryAfterMs?: number): void {
    this.#writer.close(code, retryAfterMs);
  }

  /** Takes no further requests, and resolves when none is being answered. */
  async drain(): Promise<void> {
    this.#stage = 'draining';
    await this.#intake.done();
  }

  get queuedBytes(): number {
    return this.#writer.queuedBytes;
  }

  /** ws closes such a socket by itself, with the standard's own code. */
  failed(error: Error): void {
    this.#parts.hearing.services.log.debug({ error }, 'socket error');
  }

  /** The socket has closed, with the peer's code where it was the peer that closed it. */
  ended(code: number): void {
    this.#admitted();
    this.#intake.close();
    this.#listening?.leave();
    this.#meter.closed(this.#writer.closedWith ?? code);
    this.#parts.onClosed(this);
  }

  #begin(token: string): void {
    this.#stage = 'identifying';
    // From here on it is the host that takes its time.
    clearTimeout(this.#late);
    this.#take(this.#parts.starts.run(() => this.#identify(token)));
  }

  async #identify(token: string): Promise<void> {
    const { hearing } = this.#parts;
    const writer = this.#writer;
    const address = this.#address;
    const login = writer.open ? await admit(hearing, writer, { token, address }) : undefined;
    if (login === undefined) return;
    const listening = await beginListening(hearing, login, writer);
    if (!writer.open) return listening.leave();
    this.#listening = listening;
    if (this.#stage === 'identifying') this.#stage = 'live';
    this.#admitted();
  }

  async #answer(login: Login, { id, request: name, params }: RequestFrame): Promise<void> {
    const { services } = this.#parts.hearing;
    const requestId = newRequestId();
    const arrivedAt = performance.now();
    const answered = await dispatch(services, { name, params, login, address: this.#address, requestId });
    this.#writer.send(reply(id, answered, requestId));
    if (name === 'message.send' && !(answered instanceof Refusal))
      services.meter.acknowledged(performance.now() - arrivedAt);
  }

  #admitted(): void {
    clearTimeout(this.#late);
    this.#late = undefined;
    this.#guest?.leave();
    this.#guest = undefined;
    this.#meter.admitted();
  }

  #take(work: Promise<void>): void {
    this.#intake.add(this.#guarded(work));
  }

  async #guarded(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#parts.hearing.services.log.error({ error }, 'socket failed');
      this.#writer.close('internal', 5000);
    }
  }
}

function hello({
  hearing: {
    services: { host, limits },
  },
}: ConnectionParts): ServerFrame {
  const { frameMaxBytes: frame_max_bytes } = protocolLimits;
  return { type: 'hello', version: host.version, heartbeat_ms: limits.heartbeatMs, frame_max_bytes };
}

/** The login of a token, if it is good and its user may have another socket. */
async function admit(
  { services, fanout }: GatewayParts,
  writer: SocketWriter,
  { token, address }: { readonly token: string; readonly address: string },
): Promise<StoredLogin | undefined> {
  const login = await authenticate(services, token, address);
  if (login instanceof Refusal) writer.close(closeCodeOf(login), login.retry_after_ms);
  else if (fanout.listenersOf(login.user.id).length >= services.limits.socketsPerUser)
    writer.close('too_many_sockets', 30_000);
  else return login;
  return undefined;
}

/** Whole milliseconds: a node keeps one for each socket, and a fraction would be an object of its own. */
function now(): number {
  return Math.floor(performance.now());
}

type RequestFrame = Extract<ClientFrame, { type: 'request' }>;

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
