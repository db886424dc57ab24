// The rows of the table: what is done by a request, by whom, and who hears of it.
import type { ErrorCode } from '../../../common/errors.ts';
import type { Params, RequestName } from '../../../common/requests.ts';
import type { Caller } from '../../../cli/net/caller.ts';
import type { Hears } from './verify.ts';
import type { Principal, World } from './world.ts';

export interface Action<N extends RequestName> {
  readonly what: string;
  /** Makes what the action needs, and answers its params; what is heard until then does not count. */
  params(world: World): Params<N> | Promise<Params<N>>;
  /** Who asks: the actor, unless it says otherwise. */
  readonly by?: Principal | ((world: World) => Promise<Caller>);
  /** With what it is refused; `unknown`: the socket that asks is closed before the answer. Nothing: it is done. */
  readonly refused?: ErrorCode | 'unknown';
  readonly hears: Hears;
}

/** A request that only reads is said to be one, and is then held to it: no event, no change, for anybody. */
export type Row<N extends RequestName> =
  | { readonly onlyReads: readonly [Look<N>, ...Look<N>[]] }
  | { readonly changes: readonly [Action<N>, ...Action<N>[]] };
type Look<N extends RequestName> = Omit<Action<N>, 'hears'>;

/** Of every request: one that has no row here does not compile. */
export type Table = { readonly [N in RequestName]: Row<N> };

export const nobody: Hears = {};
