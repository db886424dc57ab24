// The loading half of requests about somebody: the user of that name, as the asker stands to them.
import { Refusal } from '../../common/errors.ts';
import { findAcquaintance, type FoundPerson } from '../store/friends.ts';
import type { Context } from './context.ts';

/** The @ in front is no part of a name. */
export async function personNamed(
  { db, login }: Context,
  { username }: { readonly username: string },
): Promise<FoundPerson | Refusal> {
  const name = username.replace(/^@/, '');
  const found = await findAcquaintance(db, login.user.id, name);
  return found ?? new Refusal('not_found', `There is no user ${name}.`, undefined, 'username');
}
