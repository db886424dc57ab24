// The requests that wait for their answer on a socket: each gets one, if only that the connection is gone.
import type { WebSocket } from 'ws';
import { errorTable, Refusal } from '../../common/errors.ts';
import type { ErrorBody } from '../../common/frame.ts';
import { requests, type Params, type RequestName, type Result } from '../../common/requests.ts';
import { toSafeText } from '../../common/safe-text.ts';

interface Waiting {
  readonly settle: (result: unknown, error: Refusal | null) => void;
  readonly timer: NodeJS.Timeout;
}

export interface Calls {
  ask<N extends RequestName>(socket: WebSocket, name: N, params: Params<N>): Promise<Result<N> | Refusal>;
  answer(id: number, result: unknown, error: ErrorBody | undefined): void;
  failAll(): void;
}

const answerWithinMs = 20_000;

export function createCalls(): Calls {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  const settle = (id: number, result: unknown, error: Refusal | null) => {
    const one = waiting.get(id);
    if (one === undefined) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    one.settle(result, error);
  };
  return {
    ask(socket, name, params) {
      const id = nextId++;
      return new Promise((resolve) => {
        const late = () => settle(id, null, new Refusal('unavailable', 'The host did not answer in time.'));
        waiting.set(id, {
          timer: setTimeout(late, answerWithinMs),
          settle: (result, error) => resolve(error ?? checked(name, result)),
        });
        socket.send(JSON.stringify({ type: 'request', id, request: name, params }));
      });
    },
    answer(id, result, error) {
      if (error === undefined) settle(id, result, null);
      else settle(id, null, refusal(error));
    },
    failAll() {
      const gone = new Refusal('unavailable', 'The connection was lost before the answer came.');
      for (const id of waiting.keys()) settle(id, null, gone);
    },
  };
}

function refusal(error: ErrorBody): Refusal {
  return new Refusal(error.code, toSafeText(error.message), error.retry_after_ms);
}

function checked<N extends RequestName>(name: N, result: unknown): Result<N> | Refusal {
  const parsed = requests[name].result.safeParse(result);
  if (parsed.success) return parsed.data as Result<N>;
  return new Refusal(
    'internal',
    `${errorTable.internal.meaning} Its answer to ${name} is not one that this client knows.`,
  );
}
