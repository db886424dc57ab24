// What everybody is answered about friends, blocks, privacy and suggestions.
import type { friendRequests } from '../../common/requests/friends.ts';
import { expecting, loggedIn, nobody, type Cases } from './world.ts';

const named = (username: string) => ({ params: () => ({ username }) });

export const friendCases: Cases<keyof typeof friendRequests> = {
  'friend.list': [{ params: () => ({}), expect: loggedIn }],
  'friend.request': [
    { ...named('author'), expect: expecting({ author: 'bad_request', blocked: 'forbidden' }) },
    { ...named('blocked'), expect: expecting({ author: 'conflict', blocked: 'bad_request' }) },
    { ...named('nobody'), expect: nobody('not_found') },
    {
      params: async ({ node, name }) => {
        const shy = await node.signup(name());
        await shy.ask('privacy.set', { requests_from: 'nobody' });
        return { username: shy.name };
      },
      expect: nobody('forbidden'),
    },
    {
      // Whom the author's friends may ask.
      params: async ({ node, name, someone }) => {
        const shy = await node.signup(name());
        await shy.ask('friend.request', { username: 'stranger' });
        await someone('stranger').ask('friend.accept', { username: shy.name });
        await someone('elsewhere').ask('friend.request', { username: 'stranger' });
        await someone('stranger').ask('friend.request', { username: 'elsewhere' });
        await shy.ask('privacy.set', { requests_from: 'friends' });
        return { username: shy.name };
      },
      expect: expecting({ stranger: 'ok', elsewhere: 'ok' }, 'forbidden'),
    },
  ],
  'friend.accept': [
    {
      params: async ({ node, name }) => {
        const asking = await node.signup(name());
        await asking.ask('friend.request', { username: 'author' });
        return { username: asking.name };
      },
      expect: expecting({ author: 'ok' }, 'not_found'),
    },
    { ...named('nobody'), expect: nobody('not_found') },
  ],
  'friend.decline': [
    { ...named('author'), expect: loggedIn },
    { ...named('nobody'), expect: nobody('not_found') },
  ],
  'friend.cancel': [
    { ...named('author'), expect: loggedIn },
    { ...named('nobody'), expect: nobody('not_found') },
  ],
  'friend.remove': [
    { ...named('author'), expect: loggedIn },
    { ...named('nobody'), expect: nobody('not_found') },
  ],
  'user.block': [
    {
      params: async ({ node, name }) => ({ username: (await node.signup(name())).name }),
      expect: loggedIn,
    },
    { ...named('blocked'), expect: expecting({ blocked: 'bad_request' }) },
    { ...named('nobody'), expect: nobody('not_found') },
  ],
  'user.unblock': [
    {
      params: async ({ node, name }) => ({ username: (await node.signup(name())).name }),
      expect: loggedIn,
    },
    { ...named('nobody'), expect: nobody('not_found') },
  ],
  'privacy.get': [{ params: () => ({}), expect: loggedIn }],
  'privacy.set': [{ params: () => ({ suggested: true }), expect: loggedIn }],
  'friend.suggest': [{ params: () => ({}), expect: loggedIn }],
  'suggestion.dismiss': [
    { ...named('author'), expect: expecting({ author: 'bad_request' }) },
    { ...named('nobody'), expect: nobody('not_found') },
  ],
};
