// What everybody is answered about profiles, pictures and what a pass unlocks.
import type { profileRequests } from '../../common/requests/profiles.ts';
import { expecting, loggedIn, nobody, type Cases, type World } from './world.ts';

/** A PNG of one pixel. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const profileCases: Cases<keyof typeof profileRequests> = {
  'profile.get': [
    { params: () => ({ user: 'author' }), expect: loggedIn },
    { params: ({ someone }) => ({ user: someone('author').id }), expect: loggedIn },
    { params: () => ({ user: 'nobody' }), expect: nobody('not_found') },
  ],
  'profile.name_tags': [{ params: () => ({ users: [] }), expect: loggedIn }],
  'profile.set': [{ params: () => ({ pronouns: 'they/them' }), expect: loggedIn }],
  'picture.set': [
    { params: () => ({ image: dot }), expect: loggedIn },
    { params: () => ({ image: 'AAAA' }), expect: nobody('bad_request') },
  ],
  'picture.remove': [{ params: () => ({}), expect: loggedIn }],
  'appearance.get': [{ params: () => ({}), expect: loggedIn }],
  'appearance.set': [{ params: withoutPass({ badge: '★' }), expect: nobody('forbidden') }],
  'appearance.clear': [{ params: () => ({}), expect: loggedIn }],
  'emoji.list': [{ params: () => ({}), expect: loggedIn }],
  'emoji.add': [{ params: withoutPass({ name: 'shrug', text: '¯\\_(ツ)' }), expect: nobody('forbidden') }],
  'emoji.remove': [{ params: () => ({ name: 'shrug' }), expect: expecting({}, 'not_found') }],
};

/** Whoever asks may have been given a pass by another row. */
function withoutPass<P>(params: P): (world: World) => Promise<P> {
  return async ({ node }) => {
    await node.db.pool.query('update users set pass_until = null');
    return params;
  };
}
