// Pins of a channel: set, taken away and listed.
import { Refusal } from '../../common/errors.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Message } from '../../common/model.ts';
import type { Membership } from '../store/channels.ts';
import { pinMessage, pinnedMessages, type Pinning } from '../store/pins.ts';
import { busy } from './busy.ts';
import type { Context, Handler } from './context.ts';
import { entryOf } from './delete-message.ts';
import { loadMessage, type LoadedMessage } from './load-message.ts';
import { membershipIn } from './membership.ts';
import { tellChannel } from './tell.ts';

export const pin: Handler<'message.pin', LoadedMessage> = {
  load: loadMessage,
  run: async (context, _params, loaded) => await change(context, loaded, 'pinned'),
};

export const unpin: Handler<'message.unpin', LoadedMessage> = {
  load: loadMessage,
  run: async (context, _params, loaded) => await change(context, loaded, 'unpinned'),
};

export const list: Handler<'message.pins', Membership> = {
  load: membershipIn,
  run: async ({ db }, { channel }) => ({
    messages: await pinnedMessages(db, channel, protocolLimits.pinsPerChannel),
  }),
};

async function change(
  context: Context,
  { row, place: { channel } }: LoadedMessage,
  to: Pinning['to'],
): Promise<Message | Refusal> {
  const { db, bus, writer, login } = context;
  const most = protocolLimits.pinsPerChannel;
  const action = to === 'pinned' ? 'message.pin' : 'message.unpin';
  // What somebody does in a room of their own, or in a DM, is nobody's business.
  const isOwn = channel.kind === 'dm' || channel.owner_id === login.user.id;
  const entry = isOwn ? null : entryOf(context, channel, { action, row, reason: '' });
  const done = await writer.between(() => pinMessage(db, { id: row.id, to, most, entry }));
  if (done === 'busy') return busy();
  if (done === undefined) return new Refusal('not_found', 'That message was deleted.');
  if (done === 'limit_reached')
    return new Refusal('limit_reached', `There are ${most} pins here already; take one away first.`);
  if (done.isChange) tellChannel(bus, row.channel, { type: `message.${to}`, message: done.message });
  return done.message;
}
