// Judging a request once more under the lock of what it changes: who waited for it may have lost what they had when they asked.
import { Refusal } from '../../common/errors.ts';
import type { RequestName } from '../../common/requests.ts';
import { may, type Judged } from '../domain/permissions.ts';
import type { Source } from '../store/database.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Context, Login } from './context.ts';

/** Who asks, and what answers questions about them: the database, or a transaction in it. */
export interface Asking {
  readonly db: Source;
  readonly login: Login;
}

/** `load` is the loading half of the request's handler. */
export function judging<N extends RequestName>(
  { login }: Pick<Context, 'login'>,
  name: N,
  load: (asking: Asking) => Promise<Judged[N] | Refusal>,
): (tx: Transaction) => Promise<Refusal | undefined> {
  const asker = { id: login.user.id };
  return async (tx) => {
    const now = await load({ db: tx, login });
    return now instanceof Refusal ? now : may(asker, name, now);
  };
}
