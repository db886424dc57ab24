// What a suspended user is told, at every door.
import { Refusal } from '../../common/errors.ts';
import type { StoredUser } from '../store/users.ts';

export function suspended({
  suspended_until: until,
  suspended_reason: reason,
}: Pick<StoredUser, 'suspended_until' | 'suspended_reason'>): Refusal {
  const time = until === null ? '' : ` until ${until.slice(0, 16).replace('T', ' ')} UTC`;
  const why = reason === '' ? '' : ` The reason given: ${reason}`;
  return new Refusal('suspended', `Your account is suspended${time}.${why}`);
}
