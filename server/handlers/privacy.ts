// What one lets others do.
import { Refusal } from '../../common/errors.ts';
import { setPrivacy } from '../store/users.ts';
import type { Handler } from './context.ts';
import { ownAccount } from './own.ts';
import { tellUser } from './tell.ts';
import { currentUser, toMe, toPrivacy } from './views.ts';

export const get: Handler<'privacy.get'> = {
  load: ownAccount,
  run: async (context) => toPrivacy(await currentUser(context)),
};

export const set: Handler<'privacy.set'> = {
  load: ownAccount,
  // In turns, so that what is told last is what was stored last.
  run: async ({ db, bus, turns, login }, changes) =>
    await turns.take(login.user.id, async () => {
      const user = await setPrivacy(db, login.user.id, changes);
      if (user === undefined) return new Refusal('not_logged_in');
      tellUser(bus, user.id, { type: 'me.updated', me: toMe(user) });
      return toPrivacy(user);
    }),
};
