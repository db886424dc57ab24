// The contract of both ways to ask the host something: the HTTP door (one-shot commands) and the socket (the screen).
import { Refusal } from '../../common/errors.ts';
import type { Params, RequestName, Result } from '../../common/requests.ts';

export interface CallOptions {
  /** How long to wait for the answer; the caller has its own default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /**
   * `repeat`: the request may be sent again when its answer is lost (a read, or a send that names its message), so keep
   * trying until the time is up. Otherwise the first loss is the answer.
   */
  readonly onLoss?: 'report' | 'repeat';
}

export interface Caller {
  /** Asks; a refusal and a lost answer are values. Only a bug throws. */
  call<N extends RequestName>(name: N, params: Params<N>, options?: CallOptions): Promise<Answer<N>>;
}

export type Answer<N extends RequestName> = Result<N> | Failure;

export type Failure = Refusal | Lost;

/**
 * Why there is no answer.
 * - `unreachable`: the request never left, so nothing has happened and trying again is safe.
 * - `unknown`: it left and the answer did not come in time, so it may or may not have happened.
 * - `garbled`: something answered, but not in the words of this protocol; it may or may not have happened.
 * - `interrupted`: the caller's signal said stop.
 */
export type Loss = 'unreachable' | 'unknown' | 'garbled' | 'interrupted';

export class Lost {
  readonly loss: Loss;
  /** A sentence for a person: what happened and the next step. */
  readonly message: string;
  /** Whether the same call may do better in a moment: not when a name is unknown or what answers is not devchat. */
  readonly again: 'may help' | 'pointless';

  constructor(loss: Loss, message: string, again: Lost['again'] = 'may help') {
    this.loss = loss;
    this.message = message;
    this.again = again;
  }
}

export function isFailure(answer: unknown): answer is Failure {
  return answer instanceof Refusal || answer instanceof Lost;
}
