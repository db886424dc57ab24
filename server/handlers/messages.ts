// Messages: sent, edited, deleted, and read by pages.
import { Refusal } from '../../common/errors.ts';
import type { MessageId, UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Message } from '../../common/model.ts';
import { mentionedNames } from '../domain/mentions.ts';
import { type Seat, findSeat } from '../store/channels.ts';
import { readMarker } from '../store/joined.ts';
import { changesPage, findMessages, historyPage, lastRev, toMessage, type MessageRow } from '../store/messages.ts';
import type { Context, Handler } from './context.ts';
import { seatIn } from './seat.ts';

export const send: Handler<'message.send', Seat> = {
  load: seatIn,
  run: async ({ writer, login: { user } }, { id, channel, content }) => {
    const author = { id: user.id, username: user.username };
    const outcome = await writer.append({ id, channel, content, user: author, mentioned: mentionedNames(content) });
    switch (outcome.type) {
      case 'written':
      case 'known':
        return outcome.message;
      case 'conflict':
        return new Refusal('conflict', 'That id belongs to another message; give this one an id of its own.');
      case 'not_a_member':
        return new Refusal('not_a_member', 'You are not in that channel any more.');
      case 'busy':
        return new Refusal('unavailable', 'The host is busy writing; send the same id again in a moment.', 1000);
    }
  },
};

interface Loaded {
  readonly place: Seat;
  readonly author: UserId;
  readonly row: MessageRow;
}

async function loadMessage(context: Context, { id }: { readonly id: MessageId }): Promise<Loaded | Refusal> {
  const [row] = await findMessages(context.db, [id]);
  const place = row === undefined ? undefined : await findSeat(context.db, row.channel, context.login.user.id);
  if (row === undefined || place === undefined) return new Refusal('not_found');
  return { place, author: row.user_id, row };
}

const gone = () => new Refusal('not_found', 'That message was deleted.');

export const edit: Handler<'message.edit', Loaded> = {
  load: loadMessage,
  run: async ({ bus, writer }, { id, content }, { row }) => {
    if (row.deleted_at !== null) return gone();
    const change = await writer.edit(id, content, mentionedNames(content));
    if (change === undefined) return gone();
    const message: Message = { ...toMessage(row), content, ...change };
    bus.publish({
      type: 'events',
      to: { type: 'channel', id: row.channel },
      events: [{ type: 'message.edited', message }],
    });
    return message;
  },
};

export const remove: Handler<'message.delete', Loaded> = {
  load: loadMessage,
  run: async (context, { id }, { row }) => {
    const { bus, writer } = context;
    if (row.deleted_at !== null) return toMessage(row);
    const change = await writer.delete(id);
    if (change === undefined) return gone();
    const message: Message = { ...toMessage(row), content: '', ...change };
    bus.publish({
      type: 'events',
      to: { type: 'channel', id: row.channel },
      events: [{ type: 'message.deleted', message }],
    });
    await recount(context, row);
    return message;
  },
};

/** Who was mentioned has one mention less; they are told the new counts. */
async function recount({ db, bus }: Context, row: MessageRow): Promise<void> {
  for (const user of row.mentions) {
    const marker = await readMarker(db, user, row.channel);
    if (marker === undefined) continue;
    const event = { type: 'marker.updated', channel: row.channel, marker } as const;
    bus.publish({ type: 'events', to: { type: 'user', id: user }, events: [event] });
  }
}

export const history: Handler<'message.history', Seat> = {
  load: seatIn,
  run: async ({ db }, { channel, before, after, limit }) => {
    const place = before !== undefined ? { before } : after !== undefined ? { after } : 'newest';
    return await historyPage(db, channel, place, limit);
  },
};

export const changes: Handler<'channel.changes', Seat> = {
  load: seatIn,
  run: async ({ db }, { channel, after_rev, limit }) => {
    const last_rev = await lastRev(db, channel);
    const behind = last_rev - after_rev;
    // A position from the future is one from another database: nothing that the client holds can be trusted.
    if (behind < 0 || behind > protocolLimits.replayMaxChanges)
      return { changes: [], last_rev, has_more: false, gap: true };
    const page = await changesPage(db, channel, after_rev, limit);
    const reached = page.has_more ? page.changes.at(-1)?.rev : undefined;
    return { ...page, last_rev: reached ?? Math.max(last_rev, page.changes.at(-1)?.rev ?? 0), gap: false };
  },
};
