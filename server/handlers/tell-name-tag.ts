// Telling how somebody is drawn now: everybody who shares a channel with them, and their own devices.
import type { UserId } from '../../common/ids.ts';
import { channelIds } from '../store/members.ts';
import { findUserById } from '../store/users.ts';
import type { Services } from './context.ts';
import { tellUser } from './tell.ts';
import { toNameTag, toMe } from './views.ts';

/** To be called after everything that changes a display name, a colour or a badge, the beginning and the end of a pass among it. */
export async function tellNameTag({ db, bus }: Pick<Services, 'db' | 'bus'>, id: UserId): Promise<void> {
  const user = await findUserById(db, id);
  if (user === undefined) return;
  tellUser(bus, id, { type: 'me.updated', me: toMe(user) });
  const channels = await channelIds(db, id);
  if (channels.length === 0) return;
  bus.publish({
    type: 'events',
    to: { type: 'sharing', channels },
    events: [{ type: 'user.updated', user: toNameTag(user) }],
  });
}
