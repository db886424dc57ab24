// What a pass unlocks: a colour and a badge for the name, a banner, frames of a status, and custom emoji.
import { Refusal } from '../../common/errors.ts';
import type { UserId } from '../../common/ids.ts';
import type { Appearance } from '../../common/appearance.ts';
import type { CheckedParams } from '../../common/requests.ts';
import type { PassHolder } from '../domain/rules/profiles.ts';
import { addEmoji, listEmoji, removeEmoji } from '../store/emoji.ts';
import { findAppearance, setAppearance } from '../store/profiles.ts';
import type { Context, Handler } from './context.ts';
import { ownAccount } from './own.ts';
import { tellNameTag } from './tell-name-tag.ts';

/** The loading half of requests that need a pass: whether the asker has one now. */
async function passHolder({ db, login }: Context): Promise<PassHolder> {
  return { hasPass: (await findAppearance(db, login.user.id))?.shown ?? false };
}

const gone = () => new Refusal('not_found', 'There is no such user any more.');

export const get: Handler<'appearance.get'> = {
  load: ownAccount,
  run: async ({ db, login }) => (await findAppearance(db, login.user.id)) ?? gone(),
};

export const set: Handler<'appearance.set', PassHolder> = {
  load: passHolder,
  run: async (context, changes) => await setAndTell(context, context.login.user.id, changes),
};

export const clear: Handler<'appearance.clear'> = {
  load: ownAccount,
  run: async (context) =>
    await setAndTell(context, context.login.user.id, { name_colour: null, badge: '', banner: '', status_frames: [] }),
};

async function setAndTell(
  context: Context,
  user: UserId,
  changes: CheckedParams<'appearance.set'>,
): Promise<Appearance | Refusal> {
  return await context.turns.take(user, async () => {
    const now = await setAppearance(context.db, user, changes);
    if (now === undefined) return gone();
    const isSeen = changes.name_colour !== undefined || changes.badge !== undefined;
    if (now.shown && isSeen) await tellNameTag(context, user);
    return now;
  });
}

export const emojiList: Handler<'emoji.list'> = {
  load: ownAccount,
  run: async ({ db, login }) => ({ emoji: await listEmoji(db, login.user.id) }),
};

export const emojiAdd: Handler<'emoji.add', PassHolder> = {
  load: passHolder,
  run: async ({ db, limits, login }, { name, text }) => {
    const most = limits.emojiPerUser;
    const answer = await addEmoji(db, login.user.id, { name, text, most });
    if (answer === 'added') return { name, text };
    return new Refusal('limit_reached', `You have ${most} emoji, as many as this host allows; remove one first.`);
  },
};

export const emojiRemove: Handler<'emoji.remove'> = {
  load: ownAccount,
  run: async ({ db, login }, { name }) => {
    const bare = name.replaceAll(':', '');
    if (await removeEmoji(db, login.user.id, bare)) return {};
    return new Refusal('not_found', `You have no emoji :${bare}:.`);
  },
};
