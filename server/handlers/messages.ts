// Messages: sent, edited, deleted, and read by pages.
import { Refusal } from '../../common/errors.ts';
import { emojiNames, type EmojiTexts } from '../../common/emoji.ts';
import type { ChannelId, MessageId, UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Message } from '../../common/model.ts';
import { mentionedNames } from '../domain/mentions.ts';
import { type Membership, findMembership } from '../store/channels.ts';
import { usableEmoji } from '../store/emoji.ts';
import { joinedChannel, readMarker } from '../store/joined.ts';
import { findMessages, historyPage, toMessage, type MessageRow } from '../store/messages.ts';
import { changesUpTo } from '../store/positions.ts';
import type { Context, Handler } from './context.ts';
import { membershipIn } from './membership.ts';
import { tellChannel, tellUser } from './tell.ts';

export const send: Handler<'message.send', Membership> = {
  load: membershipIn,
  run: async (context, { id, channel, content }) => {
    const { writer, login } = context;
    const author = { id: login.user.id, username: login.user.username };
    const draft = { id, channel, content, user: author, mentioned: mentionedNames(content) };
    const names = emojiNames(content);
    const emoji = names.length === 0 ? undefined : await emojiFor(context, names, {});
    const outcome = await writer.append(emoji === undefined ? draft : { ...draft, emoji });
    switch (outcome.type) {
      case 'written':
      case 'known':
        return outcome.message;
      case 'conflict':
        return new Refusal('conflict', 'That id belongs to another message; give this one an id of its own.');
      case 'not_a_member':
        return new Refusal('not_a_member', 'You are not in that channel any more.');
      case 'busy':
        return busy();
    }
  },
};

/** The texts of the emoji that the author has for these names, beside those that the message carries already. */
async function emojiFor(
  { db, login }: Context,
  names: readonly string[],
  carried: EmojiTexts,
): Promise<EmojiTexts | undefined> {
  if (names.length === 0) return undefined;
  const texts = { ...carried, ...(await usableEmoji(db, login.user.id, names)) };
  const used = Object.entries(texts).filter(([name]) => names.includes(name));
  return used.length === 0 ? undefined : Object.fromEntries(used);
}

interface Loaded {
  readonly place: Membership;
  readonly author: UserId;
  readonly row: MessageRow;
}

async function loadMessage(context: Context, { id }: { readonly id: MessageId }): Promise<Loaded | Refusal> {
  const [row] = await findMessages(context.db, [id]);
  const place = row === undefined ? undefined : await findMembership(context.db, row.channel, context.login.user.id);
  if (row === undefined || place === undefined) return new Refusal('not_found');
  return { place, author: row.user_id, row };
}

const busy = () => new Refusal('unavailable', 'The host is busy writing; ask the same again in a moment.', 1000);
const gone = () => new Refusal('not_found', 'That message was deleted.');

export const edit: Handler<'message.edit', Loaded> = {
  load: loadMessage,
  run: async (context, { id, content }, { row }) => {
    const { bus, writer } = context;
    if (row.deleted_at !== null) return gone();
    const emoji = await emojiFor(context, emojiNames(content), row.emoji ?? {});
    const rewritten = { content, mentioned: mentionedNames(content), ...(emoji === undefined ? {} : { emoji }) };
    const change = await writer.edit(id, rewritten);
    if (change === 'busy') return busy();
    if (change === undefined) return gone();
    const message: Message = { ...toMessage({ ...row, content, emoji: emoji ?? null }), ...change.given };
    tellChannel(bus, row.channel, { type: 'message.edited', message });
    await recount(context, row.channel, [...change.unmentioned, ...message.mentions]);
    return message;
  },
};

export const remove: Handler<'message.delete', Loaded> = {
  load: loadMessage,
  run: async (context, { id }, { row }) => {
    const { bus, writer } = context;
    if (row.deleted_at !== null) return toMessage(row);
    const change = await writer.delete(id);
    if (change === 'busy') return busy();
    if (change === undefined) return gone();
    const message: Message = { ...toMessage({ ...row, content: '', emoji: null }), ...change.given };
    tellChannel(bus, row.channel, { type: 'message.deleted', message });
    await recount(context, row.channel, change.unmentioned);
    return message;
  },
};

/** Who was or is mentioned now has other counts, which they cannot work out from the message: they are told. */
async function recount({ db, bus }: Context, channel: ChannelId, users: readonly UserId[]): Promise<void> {
  for (const user of new Set(users)) {
    const marker = await readMarker(db, user, channel);
    if (marker !== undefined) tellUser(bus, user, { type: 'marker.updated', channel, marker });
  }
}

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
    const { rev: last_rev, ...found } = page;
    return { ...found, last_rev, gap, marker: joined.marker, channel: joined.channel };
  },
};
