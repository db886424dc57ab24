// The HTTP door: `POST URL/v1/REQUEST`, with the time limit and the repeats that one-shot commands need.
import { Refusal } from '../../common/errors.ts';
import type { Params, RequestName, Result } from '../../common/requests.ts';
import { Lost, type Answer, type Caller, type CallOptions } from './caller.ts';
import { readAnswer } from './http-answer.ts';
import { post, type Posted } from './http-post.ts';
import { quickCheck } from './quick-check.ts';

export interface HttpCallerOptions {
  readonly url: string;
  readonly token: string | null;
  /** The time of all calls together, counted from now. */
  readonly totalMs: number;
  readonly signal?: AbortSignal;
}

export function httpCaller({ url, token, totalMs, signal }: HttpCallerOptions): Caller {
  const until = performance.now() + totalMs;
  return {
    async call<N extends RequestName>(name: N, params: Params<N>, options: CallOptions = {}): Promise<Answer<N>> {
      const deadline = Math.min(until, performance.now() + (options.timeoutMs ?? Number.POSITIVE_INFINITY));
      const once = () =>
        post({
          url: `${url.replace(/\/$/, '')}/v1/${name}`,
          token,
          body: JSON.stringify(params),
          timeoutMs: Math.max(1, deadline - performance.now()),
          signal: options.signal ?? signal,
        });
      const asked = options.onLoss === 'repeat' ? repeat(once, deadline, options.signal ?? signal) : once();
      const posted = await asked;
      if (posted instanceof Lost) return posted;
      const answer = readAnswer(posted);
      if (answer instanceof Lost || answer instanceof Refusal) return answer;
      return await checked(name, answer.result);
    },
  };
}

async function checked<N extends RequestName>(name: N, result: unknown): Promise<Answer<N>> {
  const good = quickCheck(name, result) ?? (await schemaOf(name)).safeParse(result).success;
  // The one place where the compiler cannot follow that the table ties a name to its result.
  if (good) return result as Result<N>;
  return new Lost('garbled', `The answer to ${name} is not what this version of devchat understands.`, 'pointless');
}

async function schemaOf(name: RequestName): Promise<{ safeParse(value: unknown): { success: boolean } }> {
  return (await import('../../common/requests.ts')).requests[name].result;
}

const firstPauseMs = 100;
const longestPauseMs = 2000;

/**
 * Posts until there is an answer or the time is up. Once a request has left without an answer, a "busy" or "too many
 * requests" says nothing about what became of it, so only a real answer ends the repeats.
 */
async function repeat(
  once: () => Promise<Posted | Lost>,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<Posted | Lost> {
  let left: Lost | null = null;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const posted = await once();
    if (posted instanceof Lost) {
      if (posted.loss === 'unknown') left = posted;
      if (posted.again === 'pointless') return posted.loss === 'unreachable' ? (left ?? posted) : posted;
    } else if (!isBusy(posted.status, left !== null)) {
      return posted;
    }
    const waitMs = Math.max(retryAfterMs(posted), pauseMs * (0.5 + Math.random() / 2));
    if (performance.now() + waitMs >= deadline) return left ?? posted;
    await pause(waitMs, signal);
  }
}

function isBusy(status: number, somethingLeft: boolean): boolean {
  return status === 502 || status === 503 || status === 504 || (status === 429 && somethingLeft);
}

function retryAfterMs(posted: Posted | Lost): number {
  if (posted instanceof Lost) return 0;
  const answer = readAnswer(posted);
  return answer instanceof Refusal ? (answer.retry_after_ms ?? 0) : 0;
}

/** Ends early, without complaint, when `signal` says so: the next attempt reports it. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
