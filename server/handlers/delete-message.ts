// Deleting a message and telling everybody, whoever does it.
import { Refusal } from '../../common/errors.ts';
import type { ChannelId, UserId } from '../../common/ids.ts';
import type { Channel, Message } from '../../common/model.ts';
import type { Change } from '../store/append.ts';
import type { AuditEntry } from '../store/audit.ts';
import { readMarkers } from '../store/joined.ts';
import { toMessage, type MessageRow } from '../store/messages.ts';
import { busy } from './busy.ts';
import type { Context } from './context.ts';
import { tellChannel, tellUser } from './tell.ts';

/** `entry`: for the audit log, where it is not the author who does it. */
export async function deleteNow(
  context: Context,
  row: MessageRow,
  entry: AuditEntry | undefined,
): Promise<Message | Refusal> {
  const change = await context.writer.delete(row.id, entry);
  if (change === 'busy') return busy();
  if (change === undefined) return new Refusal('not_found', 'That message was deleted.');
  return await tellDeleted(context, row, change);
}

/** After the commit. */
export async function tellDeleted(context: Context, row: MessageRow, change: Change): Promise<Message> {
  const message: Message = { ...toMessage({ ...row, content: '', emoji: null }), ...change.given };
  tellChannel(context.bus, row.channel, { type: 'message.deleted', message });
  await recount(context, row.channel, change.unmentioned);
  return message;
}

/** Who was or is mentioned now has other counts, which they cannot work out from the message: they are told. */
export async function recount({ db, bus }: Context, channel: ChannelId, users: readonly UserId[]): Promise<void> {
  if (users.length === 0) return;
  const markers = await readMarkers(db, channel, users);
  for (const { user, ...marker } of markers) tellUser(bus, user, { type: 'marker.updated', channel, marker });
}

/** What the log says of something done to a message. What it said is not kept there: it may be why it had to go. */
export function entryOf(
  { login }: Context,
  channel: Pick<Channel, 'id' | 'name' | 'server_id'>,
  { action, row, reason }: { readonly action: string; readonly row: MessageRow; readonly reason: string },
): AuditEntry {
  return {
    server: channel.server_id,
    actor: login.user,
    action,
    target: { type: 'message', id: row.id, name: `@${row.username} in #${channel.name}` },
    reason,
  };
}
