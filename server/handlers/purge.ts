// Deleting what somebody wrote in the last hours, everywhere in a server or a room, and telling everybody.
import type { UserId } from '../../common/ids.ts';
import type { Place } from '../store/bans.ts';
import { channelsIn, deleteMessages, messagesWrittenBy } from '../store/purge.ts';
import type { Context } from './context.ts';
import { recount } from './delete-message.ts';

export interface Purge {
  readonly place: Place;
  readonly user: UserId;
  readonly hours: number;
}

/** Answers how many messages were deleted. */
export async function purge(context: Context, { place, user, hours }: Purge): Promise<number> {
  const { db, bus, writer } = context;
  let count = 0;
  for (const channel of await channelsIn(db, place)) {
    for await (const ids of messagesWrittenBy(db, { channel, user, hours })) {
      const done = await writer.between(() => deleteMessages(db, channel, ids));
      // Who is busy now is so for everybody; what is left goes when the ban is repeated.
      if (done === 'busy') return count;
      const { messages, unmentioned } = done;
      const events = messages.map((message) => ({ type: 'message.deleted', message }) as const);
      if (events.length > 0) bus.publish({ type: 'events', to: { type: 'channel', id: channel }, events });
      await recount(context, channel, unmentioned);
      count += messages.length;
    }
  }
  return count;
}
