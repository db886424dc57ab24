// The requests that wait for their answer on a socket: each gets one, if only that the connection is gone.
import type { WebSocket } from 'ws';
import { Refusal } from '../../common/errors.ts';
import type { ErrorBody } from '../../common/frame.ts';
import { requests, type Params, type RequestName, type Result } from '../../common/requests.ts';
import { toSafeText } from '../../common/safe-text.ts';
import { cutToMessage } from '../../common/text.ts';
import { Lost, type Answer, type CallOptions, type Failure } from './caller.ts';
import { pauseBeforeRepeat } from './patience.ts';

interface Waiting {
  readonly settle: (result: unknown, failure: Failure | null) => void;
  readonly timer: NodeJS.Timeout;
  readonly since: number;
}

export interface Calls {
  ask<N extends RequestName>(socket: WebSocket, name: N, params: Params<N>, options: CallOptions): Promise<Answer<N>>;
  answer(id: number, result: unknown, error: ErrorBody | undefined): void;
  failAll(): void;
  /** When the oldest request without an answer was sent; null: all have theirs. */
  waitingSince(): number | null;
}

const answerWithinMs = 20_000;

export function createCalls(): Calls {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  /** Of a request that was given up; the host still owes the answer. */
  let overdue: number | null = null;
  const settle = (id: number, result: unknown, failure: Failure | null) => {
    const one = waiting.get(id);
    if (one === undefined) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    one.settle(result, failure);
  };
  return {
    ask(socket, name, params, options) {
      const id = nextId++;
      return new Promise((resolve) => {
        const since = Date.now();
        const late = () => {
          overdue ??= since;
          settle(id, null, new Lost('unknown', 'The host did not answer in time.'));
        };
        waiting.set(id, {
          since,
          timer: setTimeout(late, options.timeoutMs ?? answerWithinMs),
          settle: (result, failure) => resolve(failure ?? checked(name, result)),
        });
        const stop = () => settle(id, null, new Lost('interrupted', 'It was interrupted.'));
        options.signal?.addEventListener('abort', stop, { once: true });
        socket.send(JSON.stringify({ type: 'request', id, request: name, params }));
      });
    },
    answer(id, result, error) {
      overdue = null;
      if (error === undefined) settle(id, result, null);
      else settle(id, null, refusal(error));
    },
    waitingSince: () => overdue ?? waiting.values().next().value?.since ?? null,
    failAll() {
      overdue = null;
      const gone = new Lost('unknown', 'The connection was lost before the answer came.');
      for (const id of waiting.keys()) settle(id, null, gone);
    },
  };
}

function refusal({ code, message, retry_after_ms, field }: ErrorBody): Refusal {
  const askedMs = retry_after_ms === undefined ? undefined : pauseBeforeRepeat(retry_after_ms);
  return new Refusal(code, toSafeText(cutToMessage(message)), askedMs, field);
}

function checked<N extends RequestName>(name: N, result: unknown): Answer<N> {
  const parsed = requests[name].result.safeParse(result);
  // The table pairs each name with its result; the compiler cannot see that pair through a type parameter.
  if (parsed.success) return parsed.data as Result<N>;
  return new Lost('garbled', `The host answered ${name} in words that this client does not know.`);
}
