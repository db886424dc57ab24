// Profiles: seen, and changed by their owners.
import { Refusal } from '../../common/errors.ts';
import { UserId } from '../../common/ids.ts';
import type { NameTag, Profile } from '../../common/model.ts';
import { findNameTags, findProfile, findProfileByName, setAbout, type StoredProfile } from '../store/profiles.ts';
import type { Context, Handler } from './context.ts';
import { ownAccount } from './own.ts';
import { tellNameTag } from './tell-name-tag.ts';
import { toNameTag, toUser } from './views.ts';

export const get: Handler<'profile.get'> = {
  load: ownAccount,
  run: async ({ db, login }, { user }) => {
    const id = UserId.safeParse(user.toLowerCase());
    const found = id.success
      ? await findProfile(db, id.data, login.user.id)
      : await findProfileByName(db, user.replace(/^@/, ''), login.user.id);
    return found === undefined ? new Refusal('not_found', `There is no user ${user}.`) : toProfile(found);
  },
};

export const nameTags: Handler<'profile.name_tags'> = {
  load: ownAccount,
  run: async ({ db }, { users }) => ({ users: await findNameTags(db, users) }),
};

export const set: Handler<'profile.set'> = {
  load: ownAccount,
  run: async (context, about) => {
    const { db, turns, login } = context;
    return await turns.take(login.user.id, async () => {
      await setAbout(db, login.user.id, about);
      if (about.display_name !== undefined) await tellNameTag(context, login.user.id);
      return await ownProfile(context);
    });
  },
};

async function ownProfile({ db, login }: Context): Promise<Profile | Refusal> {
  const own = await findProfile(db, login.user.id, login.user.id);
  return own === undefined ? new Refusal('not_found', 'There is no such user any more.') : toProfile(own);
}

/** Who was blocked learns no more than from a message of theirs: how the name is drawn, and who wrote it. */
function toProfile(stored: StoredProfile): Profile {
  if (stored.is_blocking) {
    return { ...unknown, ...toNameTag(stored), created_at: stored.created_at };
  }
  const { pronouns, bio, time_zone, links, banner, status_frames, picture, pixels, status_until } = stored;
  const user = toUser(stored);
  // What is not seen has no end to be seen either.
  const isSeen = user.status !== 'offline';
  return {
    ...user,
    pronouns,
    bio,
    time_zone,
    links,
    banner,
    picture,
    pixels: pixels === null ? null : pixels.toString('base64'),
    status_until: isSeen ? status_until : null,
    status_frames: isSeen ? status_frames : [],
  };
}

const unknown = {
  status: 'offline',
  status_text: '',
  status_until: null,
  status_frames: [],
  pronouns: '',
  bio: '',
  time_zone: null,
  links: [],
  banner: '',
  picture: null,
  pixels: null,
} satisfies Omit<Profile, keyof NameTag | 'created_at'>;
