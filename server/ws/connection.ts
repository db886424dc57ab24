// One socket: it identifies, then asks and hears.
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { Refusal } from '../../common/errors.ts';
import { ClientFrame, type CloseCode, type ServerFrame } from '../../common/frame.ts';
import { newId, RequestId, type ChannelId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import { errorBody } from '../handlers/answers.ts';
import type { Login, Services } from '../handlers/context.ts';
import { authenticate, dispatch } from '../handlers/dispatch.ts';
import { viewState } from '../handlers/views.ts';
import { channelIds } from '../store/channels.ts';
import type { Attendance } from './attendance.ts';
import type { Fanout, Listener } from './fanout.ts';
import { createOutlet } from './outlet.ts';

export interface Connection {
  /** Closes the socket if nothing was heard since `ms` (monotonic milliseconds). */
  closeIfSilentSince(ms: number): void;
  close(code: CloseCode, retryAfterMs?: number): void;
  /** Resolves when no request of this socket is being answered; it takes no further ones. */
  drain(): Promise<void>;
}

export interface Gatehouse {
  readonly services: Services;
  readonly fanout: Fanout;
  readonly attendance: Attendance;
  /** Called once when the socket has identified, or has closed before. */
  readonly onAdmitted: () => void;
  readonly onClosed: (connection: Connection) => void;
}

export function openConnection(ws: WebSocket, socket: Duplex, address: string, house: Gatehouse): Connection {
  const { services, fanout, attendance } = house;
  const { limits, log } = services;
  const outlet = createOutlet(ws, socket, limits.socketQueueBytes);
  const answering = new Set<Promise<void>>();
  let state: 'new' | 'identifying' | 'live' | 'draining' = 'new';
  let listener: Listener | undefined;
  let login: Login | undefined;
  let heardAt = performance.now();

  const late = setTimeout(() => outlet.close('identify_timeout', 1000), limits.identifyWithinMs);

  const receive = (data: RawData, isBinary: boolean) => {
    heardAt = performance.now();
    const frame = isBinary ? undefined : parseFrame(data);
    if (frame === undefined) return outlet.close('protocol_error');
    if (frame.type === 'heartbeat') return outlet.send({ type: 'heartbeat' });
    if (frame.type === 'identify') {
      if (state !== 'new') return outlet.close('protocol_error');
      state = 'identifying';
      return track(identify(frame.token));
    }
    if (state === 'draining') return undefined;
    if (state !== 'live') return outlet.close('protocol_error');
    return track(answer(frame));
  };

  const track = (work: Promise<void>) => {
    const tracked = work
      .catch((error: unknown) => {
        log.error({ error }, 'socket failed');
        outlet.close('internal', 5000);
      })
      .finally(() => {
        answering.delete(tracked);
        if (ws.isPaused && answering.size < limits.requestsInFlightPerSocket) ws.resume();
      });
    answering.add(tracked);
    if (answering.size >= limits.requestsInFlightPerSocket) ws.pause();
  };

  const identify = async (token: string) => {
    const found = await authenticate(services, token);
    if (found === undefined) return outlet.close('not_logged_in');
    if (fanout.socketsOf(found.user.id) >= limits.socketsPerUser) return outlet.close('too_many_sockets', 30_000);
    // Listening starts before the state is read, so that nothing falls in between; what is heard meanwhile follows `ready`.
    const early: Buffer[] = [];
    let ready = false;
    const channels = new Set<ChannelId>(await channelIds(services.db, found.user.id));
    const joined: Listener = {
      user: found.user.id,
      token: found.token.id,
      channels,
      hear: (frames) => (ready ? outlet.write(frames) : void early.push(frames)),
      revoke: () => outlet.close('not_logged_in'),
    };
    if (!outlet.open) return undefined;
    [listener, login] = [joined, found];
    fanout.add(joined);
    attendance.arrive(found);
    const view = await viewState({ ...services, login: found, address });
    outlet.send({ type: 'ready', state: view });
    ready = true;
    for (const frames of early.splice(0)) outlet.write(frames);
    if (state === 'identifying') state = 'live';
    clearTimeout(late);
    return house.onAdmitted();
  };

  const answer = async ({ id, request, params }: Extract<ClientFrame, { type: 'request' }>) => {
    const requestId = newId(RequestId);
    const answered = await dispatch(services, { name: request, params, login, address, requestId });
    outlet.send(reply(id, answered, requestId));
  };

  const connection: Connection = {
    closeIfSilentSince: (ms) => {
      if (heardAt < ms) outlet.close('heartbeat_missed');
    },
    close: outlet.close,
    drain: async () => {
      state = 'draining';
      await Promise.all(answering);
    },
  };

  ws.on('message', receive);
  ws.on('error', (error) => {
    if ('code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') outlet.close('frame_too_large');
  });
  ws.on('close', () => {
    clearTimeout(late);
    if (listener !== undefined) fanout.remove(listener);
    if (login !== undefined) attendance.depart(login);
    house.onAdmitted();
    house.onClosed(connection);
  });
  outlet.send({
    type: 'hello',
    version: services.host.version,
    heartbeat_ms: limits.heartbeatMs,
    frame_max_bytes: protocolLimits.frameMaxBytes,
  });
  return connection;
}

function parseFrame(data: RawData): ClientFrame | undefined {
  try {
    const frame: unknown = JSON.parse(data.toString());
    return ClientFrame.safeParse(frame).data;
  } catch {
    return undefined;
  }
}

function reply(id: number, answer: unknown, requestId: string): ServerFrame {
  if (answer instanceof Refusal) return { type: 'reply', id, error: errorBody(answer, requestId) };
  return { type: 'reply', id, result: answer };
}
