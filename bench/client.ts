// A user as load: asks over HTTP or over one socket, and hears events.
import type { ErrorBody, ServerFrame } from '../common/frame.ts';
import type { Event } from '../common/events.ts';
import type { State } from '../common/model.ts';
import type { Params, RequestName, Result } from '../common/requests.ts';
import { openWire } from './wire.ts';

/** The host said no. */
export class Refused extends Error {
  readonly code: string;
  constructor(error: ErrorBody) {
    super(`${error.code}: ${error.message}`);
    this.code = error.code;
  }
}

export type Ask = <N extends RequestName>(request: N, params: Params<N>) => Promise<Result<N>>;

/** Asks over HTTP; throws a Refused, or whatever the network threw. */
export function askOverHttp(url: string, token: string | undefined): Ask {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return async (request, params) => {
    const body = JSON.stringify(params);
    const response = await fetch(`${url}/v1/${request}`, { method: 'POST', headers, body });
    const answer = await response.json();
    if (!response.ok) throw new Refused((answer as { error: ErrorBody }).error);
    return answer as Result<typeof request>;
  };
}

export interface Line {
  readonly ask: Ask;
  readonly state: State;
  readonly gone: Promise<void>;
  cut(): void;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A live socket; resolves when it is ready. Requests that are unanswered when it ends are rejected. */
export async function openLine(url: string, token: string, hear: (event: Event) => void = () => {}): Promise<Line> {
  const pending = new Map<number, Pending>();
  const ready = Promise.withResolvers<State>();
  let lastId = 0;
  let lost: Error | undefined;

  const heard = (frame: ServerFrame) => {
    if (frame.type === 'event') return hear(frame.event);
    if (frame.type === 'ready') return ready.resolve(frame.state);
    if (frame.type !== 'reply') return undefined;
    const waiting = pending.get(frame.id);
    pending.delete(frame.id);
    return frame.error === undefined ? waiting?.resolve(frame.result) : waiting?.reject(new Refused(frame.error));
  };

  const wire = await openWire(url, (bytes, start, end) =>
    heard(JSON.parse(bytes.toString('utf8', start, end)) as ServerFrame),
  );
  const gone = wire.gone.then(() => {
    lost = new Error('the connection ended');
    ready.reject(lost);
    for (const waiting of pending.values()) waiting.reject(lost);
  });
  wire.send({ type: 'identify', token });

  const ask = (request: RequestName, params: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      if (lost !== undefined) return reject(lost);
      const id = (lastId += 1);
      pending.set(id, { resolve, reject });
      return wire.send({ type: 'request', id, request, params });
    });
  return { ask: ask as Ask, state: await ready.promise, gone, cut: () => wire.cut() };
}
