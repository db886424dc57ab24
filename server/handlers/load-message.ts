// The loading half of requests about a message: the message, and how the asker stands to its channel and its author.
import { Refusal } from '../../common/errors.ts';
import type { MessageId, UserId } from '../../common/ids.ts';
import type { Written } from '../domain/rules/messages.ts';
import { findMembership, type Membership } from '../store/channels.ts';
import { findMessages, type MessageRow } from '../store/messages.ts';
import { findRoomStandings } from '../store/moderation.ts';
import type { Context } from './context.ts';

export interface LoadedMessage extends Written {
  readonly place: Membership;
  readonly row: MessageRow;
}

export async function loadMessage(
  { db, login }: Context,
  { id }: { readonly id: MessageId },
): Promise<LoadedMessage | Refusal> {
  const [row] = await findMessages(db, [id]);
  const me = login.user.id;
  const place = row === undefined ? undefined : await findMembership(db, row.channel, me);
  if (row === undefined || place === undefined) return new Refusal('not_found');
  const isAmongPeers = row.user_id !== me && place.channel.kind === 'room';
  const ranks = isAmongPeers ? await ranksIn({ db }, row, me) : null;
  return { place, author: row.user_id, row, ranks };
}

async function ranksIn({ db }: Pick<Context, 'db'>, row: MessageRow, asker: UserId): Promise<Written['ranks']> {
  const found = await findRoomStandings(db, row.channel, [asker, row.user_id]);
  const [me, author] = [found.get(asker), found.get(row.user_id)];
  return me === undefined || author === undefined ? null : { me, author };
}
