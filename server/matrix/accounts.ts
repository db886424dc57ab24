// What everybody is answered about the host and about their own account.
import { newId, TokenId } from '../../common/ids.ts';
import type { accountRequests } from '../../common/requests/accounts.ts';
import type { hostRequests } from '../../common/requests/host.ts';
import { anybody, expecting, loggedIn, nobody, type Cases } from './world.ts';

export const accountCases: Cases<keyof typeof accountRequests | keyof typeof hostRequests> = {
  'host.info': [{ params: () => ({}), expect: anybody }],
  'auth.signup': [{ params: ({ name }) => ({ username: name(), password: 'correct horse' }), expect: anybody }],
  'auth.login': [
    { params: () => ({ username: 'member', password: 'correct horse' }), expect: anybody },
    {
      params: () => ({ username: 'member', password: 'wrong' }),
      expect: expecting({ anonymous: 'wrong_credentials' }, 'wrong_credentials'),
    },
  ],
  'auth.reset': [
    {
      params: () => ({ code: 'none', password: 'correct horse' }),
      expect: expecting({ anonymous: 'not_found' }, 'not_found'),
    },
  ],
  'auth.logout': [{ params: () => ({}), expect: loggedIn }],
  'auth.whoami': [{ params: () => ({}), expect: loggedIn }],
  'token.create': [{ params: () => ({ name: 'ci' }), expect: loggedIn }],
  'token.list': [{ params: () => ({}), expect: loggedIn }],
  'token.revoke': [
    {
      params: async ({ someone }) => ({ id: (await someone('author').ask('token.create', { name: 'mine' })).id }),
      expect: expecting({ author: 'ok' }, 'not_found'),
    },
    { params: () => ({ id: newId(TokenId) }), expect: nobody('not_found') },
  ],
  'state.get': [{ params: () => ({}), expect: loggedIn }],
  'status.set': [{ params: () => ({ status: 'away', text: 'tea' }), expect: loggedIn }],
};
