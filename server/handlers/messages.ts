// Messages: sent, edited, deleted, and read by pages.
import { Refusal } from '../../common/errors.ts';
import { emojiNames, type EmojiTexts } from '../../common/emoji.ts';
import type { ChannelId, MessageId, UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Message } from '../../common/model.ts';
import { has } from '../../common/permissions.ts';
import type { CheckedParams } from '../../common/requests.ts';
import { mentionedNames } from '../domain/mentions.ts';
import type { Appended, Draft } from '../store/append.ts';
import { type Membership, findMembership } from '../store/channels.ts';
import { usableEmoji } from '../store/emoji.ts';
import { joinedChannel } from '../store/joined.ts';
import { findMessages, historyPage, toMessage } from '../store/messages.ts';
import { changesUpTo } from '../store/positions.ts';
import { giveSlowTurnBack, takeSlowTurn } from '../store/slow-mode.ts';
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
    const { content, channel } = params;
    const emoji = emojiNames(content);
    const written = isSlow(place)
      ? await appendSlowly(context, params, place, emoji)
      : await append(context, params, place, emoji);
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

interface Written {
  readonly outcome: Promise<Appended | { readonly type: 'busy' }>;
}

/** Who is called, and which emoji are meant, is looked up; a later message of the same author waits for that, to stay the later one. */
async function append(
  context: Context,
  { id, channel, content }: CheckedParams<'message.send'>,
  place: Membership,
  emoji: readonly string[],
): Promise<Written | Refusal> {
  const { writer, turns, login } = context;
  const turn = turnOf(channel, login.user.id);
  const isPlain = emoji.length === 0 && !mayCall(content, place) && turns.isIdle(turn);
  if (isPlain) {
    const user = { id: login.user.id, username: login.user.username };
    return { outcome: writer.append({ id, channel, content, user, mentioned: mentionedNames(content) }) };
  }
  return await turns.take(turn, async () => {
    const draft = await draftOf(context, { id, channel, content }, place, emoji);
    return draft instanceof Refusal ? draft : { outcome: writer.append(draft) };
  });
}

const turnOf = (channel: ChannelId, user: UserId) => `send ${channel} ${user}`;

type Sent = Pick<CheckedParams<'message.send'>, 'id' | 'channel' | 'content'>;

async function draftOf(
  context: Context,
  { id, channel, content }: Sent,
  place: Membership,
  emoji: readonly string[],
): Promise<Draft | Refusal> {
  const user = { id: context.login.user.id, username: context.login.user.username };
  const names = await namesIn(context, { author: user.id, content }, place);
  if (names instanceof Refusal) return names;
  const texts = await emojiFor(context, emoji, {});
  const draft = { id, channel, content, user, mentioned: names };
  return texts === undefined ? draft : { ...draft, emoji: texts };
}

/** One after the other, so that none is written on a turn that another one gives back. */
async function appendSlowly(
  context: Context,
  params: Sent,
  place: Membership,
  emoji: readonly string[],
): Promise<Written | Refusal> {
  const { db, writer, turns, login } = context;
  const { id, channel } = params;
  return await turns.take(turnOf(channel, login.user.id), async () => {
    const draft = await draftOf(context, params, place, emoji);
    if (draft instanceof Refusal) return draft;
    const early = await slowDown(context, params, place);
    if (early !== undefined) return early;
    const outcome = await writer.append(draft);
    const isStored = outcome.type === 'written' || outcome.type === 'known';
    if (!isStored) await giveSlowTurnBack(db, { channel, user: login.user.id, id });
    return { outcome: Promise.resolve(outcome) };
  });
}

/** In lower case: those named, and those who are called by a role or all at once. */
async function namesIn(
  context: Context,
  { author, content }: { readonly author: UserId; readonly content: string },
  place: Membership,
): Promise<readonly string[] | Refusal> {
  return mayCall(content, place) ? await mentioned({ ...context, author }, content, place) : mentionedNames(content);
}

/** Who looks after the channel need not wait. */
function isSlow({ channel, member }: Membership): boolean {
  const granted = member?.permissions ?? 0;
  return channel.slow_mode_s > 0 && !has(granted, 'manage_messages') && !has(granted, 'manage_channels');
}

/** In slow mode a message takes its author's turn, or is told how long to wait; one that is stored already needs none. */
async function slowDown(
  { db, login }: Context,
  { id, channel }: { readonly id: MessageId; readonly channel: ChannelId },
  { channel: { slow_mode_s } }: Membership,
): Promise<Refusal | undefined> {
  const waitMs = await takeSlowTurn(db, { channel, user: login.user.id, id });
  if (waitMs === 0 || (await findMessages(db, [id])).length > 0) return undefined;
  const sentence = `This channel is in slow mode: one message every ${slow_mode_s} s. Try again in ${Math.ceil(waitMs / 1000)} s.`;
  return new Refusal('rate_limited', sentence, waitMs);
}

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
    const names = await namesIn(context, { author: row.user_id, content }, place);
    if (names instanceof Refusal) return names;
    const emoji = await emojiFor(context, emojiNames(content), row.emoji ?? {});
    const rewritten = { content, mentioned: names, ...(emoji === undefined ? {} : { emoji }) };
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
