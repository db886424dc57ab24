// A user as load: asks over HTTP or over one socket, and hears events.
import { CloseReason, type ErrorBody, type ServerFrame } from '../common/frame.ts';
import type { Event } from '../common/events.ts';
import type { State } from '../common/model.ts';
import type { Params, RequestName, Result } from '../common/requests.ts';
import { openWire, type Wire } from './wire.ts';

/** The host said no. */
export class Refused extends Error {
  readonly code: string;
  constructor(error: ErrorBody) {
    super(`${error.code}: ${error.message}`);
    this.code = error.code;
  }
}

export type Ask = <N extends RequestName>(request: N, params: Params<N>) => Promise<Result<N>>;

/** Asks over HTTP; throws a Refused, or whatever the network threw. With a limit, an answer may take so many milliseconds. */
export function askOverHttp(url: string, token: string | undefined, withinMs?: number): Ask {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return async (request, params) => {
    const body = JSON.stringify(params);
    const signal = withinMs === undefined ? null : AbortSignal.timeout(withinMs);
    const response = await fetch(`${url}/v1/${request}`, { method: 'POST', headers, body, signal });
    const answer = await response.json();
    if (!response.ok) throw new Refused((answer as { error: ErrorBody }).error);
    return answer as Result<typeof request>;
  };
}

export interface Line {
  readonly ask: Ask;
  /** As the first `ready` said it. */
  readonly state: State;
  /** Resolves when the line is gone, with the host's reason if it gave one. */
  readonly gone: Promise<CloseReason | undefined>;
  cut(): void;
  /** Stops reading, and reads on. */
  pause(): void;
  resume(): void;
}

export interface Ears {
  hear?(event: Event): void;
  /** Called for each `ready`, the first one included, with what asks on this line: a host may say it again on a live line. */
  ready?(state: State, ask: Ask): void;
  /** Give up where the host says nothing for so long before the first `ready`. */
  readonly patienceMs?: number;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A live socket; resolves when it is ready. Requests that are unanswered when it ends are rejected. */
export async function openLine(url: string, token: string, ears: Ears = {}): Promise<Line> {
  const pending = new Map<number, Pending>();
  const ready = Promise.withResolvers<State>();
  const life = createLife();
  let lastId = 0;
  let lost: Error | undefined;

  const answered = (frame: Extract<ServerFrame, { type: 'reply' }>) => {
    const waiting = pending.get(frame.id);
    pending.delete(frame.id);
    if (frame.error === undefined) waiting?.resolve(frame.result);
    else waiting?.reject(new Refused(frame.error));
  };
  const ask = (request: RequestName, params: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      if (lost !== undefined) return reject(lost);
      const id = (lastId += 1);
      pending.set(id, { resolve, reject });
      return wire.send({ type: 'request', id, request, params });
    });
  const heard = (frame: ServerFrame) => {
    life.sign();
    if (frame.type === 'event') return ears.hear?.(frame.event);
    if (frame.type === 'reply') return answered(frame);
    if (frame.type === 'hello') return life.begin(frame.heartbeat_ms, wire);
    if (frame.type !== 'ready') return undefined;
    ears.ready?.(frame.state, ask as Ask);
    return ready.resolve(frame.state);
  };

  // The handshake may bring the first frame with it, which has to find the wire.
  const first: ServerFrame[] = [];
  let take = (frame: ServerFrame): unknown => first.push(frame);
  const parse = (bytes: Buffer, start: number, end: number) => JSON.parse(bytes.toString('utf8', start, end));
  const wire = await openWire(url, (...at) => void take(parse(...at)), ears.patienceMs);
  take = heard;
  for (const frame of first) heard(frame);

  const late = ears.patienceMs === undefined ? undefined : setTimeout(() => wire.cut(), ears.patienceMs);
  const gone = wire.gone.then((reason) => {
    clearTimeout(late);
    life.end();
    lost = new Error('the connection ended');
    ready.reject(new LineEnded(closeReason(reason)));
    for (const waiting of pending.values()) waiting.reject(lost);
    return closeReason(reason);
  });
  wire.send({ type: 'identify', token });

  const state = await ready.promise;
  clearTimeout(late);
  const pause = () => {
    life.stopListening();
    wire.pause();
  };
  const resume = () => {
    life.sign();
    wire.resume();
  };
  return { ask: ask as Ask, state, gone, cut: () => wire.cut(), pause, resume };
}

/** The host closed the line before it was ready. */
export class LineEnded extends Error {
  readonly reason: CloseReason | undefined;
  constructor(reason: CloseReason | undefined) {
    super(`the connection ended${reason === undefined ? '' : `: ${reason.code}`}`);
    this.reason = reason;
  }
}

function closeReason(text: string | undefined): CloseReason | undefined {
  try {
    return CloseReason.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

/** Heartbeats in both directions: says one a little early, and cuts a wire on which nothing came for two. */
function createLife() {
  let heardAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  return {
    sign: () => {
      heardAt = performance.now();
    },
    /** Silence means nothing until the next sign. */
    stopListening: () => {
      heardAt = Number.POSITIVE_INFINITY;
    },
    begin: (everyMs: number, wire: Wire) => {
      timer = setInterval(() => {
        if (performance.now() - heardAt > 2 * everyMs) wire.cut();
        else wire.send({ type: 'heartbeat' });
      }, everyMs * 0.8);
    },
    end: () => clearInterval(timer),
  };
}
