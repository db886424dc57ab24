// How a person reaches the host: on the live line, or by HTTP at any node.
import type { RequestName, Params, Result } from '../../../common/requests.ts';
import { askOverHttp, Refused, type Ask } from '../../client.ts';
import type { Random } from '../../crash/random.ts';

/** No answer, or one that says to try again; anything else is the host's last word. */
export type Outcome<R> =
  | { readonly type: 'answered'; readonly result: R }
  | { readonly type: 'refused'; readonly error: Refused }
  | { readonly type: 'unknown' };

export type Try = <N extends RequestName>(request: N, params: Params<N>) => Promise<Outcome<Result<N>>>;

const answerMaxMs = 5000;
const again = new Set(['unavailable', 'rate_limited', 'internal']);

/** Counts what the host says of itself that it should not have to. */
export interface Troubles {
  internal: number;
}

/** One door, chosen anew for each question. */
export function anyDoor(doors: readonly string[], token: string, random: Random, troubles: Troubles): Try {
  const asks = doors.map((door) => askOverHttp(door, token, answerMaxMs));
  return async (request, params) => {
    const ask = asks[random.between(0, asks.length - 1)];
    if (ask === undefined) throw new Error('a person without doors');
    return await attempt(ask, request, params, troubles);
  };
}

export async function attempt<N extends RequestName>(
  ask: Ask,
  request: N,
  params: Params<N>,
  troubles: Troubles,
): Promise<Outcome<Result<N>>> {
  try {
    return { type: 'answered', result: await ask(request, params) };
  } catch (error) {
    if (!(error instanceof Refused)) return { type: 'unknown' };
    if (error.code === 'internal') troubles.internal += 1;
    return again.has(error.code) ? { type: 'unknown' } : { type: 'refused', error };
  }
}
