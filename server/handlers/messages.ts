// Messages: sent, edited, deleted, and read by pages.
import { Refusal } from '../../common/errors.ts';
import type { ChannelId, MessageId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Message } from '../../common/model.ts';
import { has } from '../../common/permissions.ts';
import { mentionedNames } from '../domain/mentions.ts';
import { type Membership, findMembership } from '../store/channels.ts';
import { joinedChannel } from '../store/joined.ts';
import { findMessages, historyPage, toMessage } from '../store/messages.ts';
import { changesUpTo } from '../store/positions.ts';
import { takeSlowTurn } from '../store/slow-mode.ts';
import { busy } from './busy.ts';
import type { Context, Handler } from './context.ts';
import { deleteNow, entryOf, recount } from './delete-message.ts';
import { loadMessage, type LoadedMessage as Loaded } from './load-message.ts';
import { membershipIn } from './membership.ts';
import { mayCall, mentioned } from './mentioned.ts';
import { tellChannel } from './tell.ts';

export const send: Handler<'message.send', Membership> = {
  load: membershipIn,
  run: async (context, params, place) => {
    const { writer, turns, login } = context;
    const { user } = login;
    const { id, channel, content } = params;
    const early = await slowDown(context, params, place);
    if (early !== undefined) return early;
    const author = { id: user.id, username: user.username };
    const append = (names: readonly string[]) =>
      writer.append({ id, channel, content, user: author, mentioned: names });
    // Who is called is looked up, so a later message of the same author must wait for that, to stay the later one.
    const turn = `send ${channel} ${user.id}`;
    const isPlain = !mayCall(content, place) && turns.isIdle(turn);
    const written = isPlain
      ? { outcome: append(mentionedNames(content)) }
      : await turns.take(turn, async () => {
          const names = await mentioned({ ...context, author: user.id }, content, place);
          return names instanceof Refusal ? names : { outcome: append(names) };
        });
    if (written instanceof Refusal) return written;
    const outcome = await written.outcome;
    switch (outcome.type) {
      case 'written':
      case 'known':
        return outcome.message;
      case 'conflict':
        return new Refusal('conflict', 'That id belongs to another message; give this one an id of its own.');
      case 'not_a_member':
        return await shutOut(context, channel);
      case 'busy':
        return busy();
    }
  },
};

/** In slow mode a message takes its author's turn, or is told how long to wait; one that is stored already needs none. */
async function slowDown(
  { db, login }: Context,
  { id, channel }: { readonly id: MessageId; readonly channel: ChannelId },
  { channel: { slow_mode_s }, member }: Membership,
): Promise<Refusal | undefined> {
  const granted = member?.permissions ?? 0;
  if (slow_mode_s === 0 || has(granted, 'manage_messages') || has(granted, 'manage_channels')) return undefined;
  const waitMs = await takeSlowTurn(db, { channel, user: login.user.id, id });
  if (waitMs === 0 || (await findMessages(db, [id])).length > 0) return undefined;
  const sentence = `This channel is in slow mode: one message every ${slow_mode_s} s. Try again in ${Math.ceil(waitMs / 1000)} s.`;
  return new Refusal('rate_limited', sentence, waitMs);
}

/** What a commit left out, because its author went or was silenced after the request was permitted. */
async function shutOut({ db, login }: Context, channel: ChannelId): Promise<Refusal> {
  const now = await findMembership(db, channel, login.user.id);
  return now === undefined || now.member === null
    ? new Refusal('not_a_member', 'You are not in that channel any more.')
    : new Refusal('forbidden', 'You may not write there any more.');
}

const gone = () => new Refusal('not_found', 'That message was deleted, or you may not change it any more.');

export const edit: Handler<'message.edit', Loaded> = {
  load: loadMessage,
  run: async (context, { id, content }, { row, place }) => {
    const { bus, writer } = context;
    if (row.deleted_at !== null) return gone();
    const names = mayCall(content, place)
      ? await mentioned({ ...context, author: row.user_id }, content, place)
      : mentionedNames(content);
    if (names instanceof Refusal) return names;
    const change = await writer.edit(id, content, names);
    if (change === 'busy') return busy();
    if (change === undefined) return gone();
    const message: Message = { ...toMessage(row), content, ...change.given };
    tellChannel(bus, row.channel, { type: 'message.edited', message });
    await recount(context, row.channel, [...change.unmentioned, ...message.mentions]);
    return message;
  },
};

export const remove: Handler<'message.delete', Loaded> = {
  load: loadMessage,
  run: async (context, { reason }, { row, place }) => {
    if (row.deleted_at !== null) return toMessage(row);
    const isOwn = row.user_id === context.login.user.id;
    const entry = isOwn ? undefined : entryOf(context, place.channel, { action: 'message.delete', row, reason });
    return await deleteNow(context, row, entry);
  },
};

export const history: Handler<'message.history', Membership> = {
  load: membershipIn,
  run: async ({ db }, { channel, before, after, limit }) => {
    const place = before !== undefined ? { before } : after !== undefined ? { after } : 'newest';
    return await historyPage(db, channel, place, limit);
  },
};

export const changes: Handler<'channel.changes', Membership> = {
  load: membershipIn,
  run: async ({ db, login, meter }, { channel, after_rev, limit }) => {
    const joined = await joinedChannel(db, login.user.id, channel);
    if (joined === undefined) return new Refusal('not_a_member', 'You are not in that channel any more.');
    const { last_rev: until } = joined;
    const behind = until - after_rev;
    // A position from the future is one from another database: nothing that the client holds can be trusted.
    const gap = behind < 0 || behind > protocolLimits.replayMaxChanges;
    const page =
      gap || behind === 0
        ? { changes: [], has_more: false, rev: until }
        : await changesUpTo(db, channel, { after: after_rev, until, limit });
    // A replay of many pages counts once, at its last one.
    if (!page.has_more) meter.resumed(gap ? 'gap' : page.changes.length === 0 ? 'lossless' : 'replayed');
    const { rev: last_rev, changes: found, has_more } = page;
    return { changes: found, has_more, last_rev, gap, marker: joined.marker, channel: joined.channel };
  },
};
