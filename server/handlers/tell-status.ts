// Telling that a status has ended: to its owner's devices, and to everybody who sees them.
import type { UserId } from '../../common/ids.ts';
import { seenByOthers } from '../store/presence.ts';
import { findUserById } from '../store/users.ts';
import { audienceOf } from './audience.ts';
import type { Services } from './context.ts';
import { tellUser } from './tell.ts';
import { toMe, toPresence } from './views.ts';

export async function tellStatus({ db, bus }: Pick<Services, 'db' | 'bus'>, id: UserId): Promise<void> {
  const user = await findUserById(db, id);
  if (user === undefined) return;
  tellUser(bus, id, { type: 'me.updated', me: toMe(user) });
  const [seen] = await seenByOthers(db, [id]);
  // Who is not here was not seen before, and is not now.
  if (seen === undefined || !seen.here) return;
  bus.publish({ type: 'events', to: audienceOf(seen), events: [toPresence(seen)] });
}
