// What everybody is answered about running the host, and about the pass.
import { newId, PassCodeId, UserId } from '../../common/ids.ts';
import type { administrationRequests } from '../../common/requests/administration.ts';
import type { passRequests } from '../../common/requests/pass.ts';
import { expecting, loggedIn, nobody, userId, type Cases, type Expected } from './world.ts';

/** The owner and the administrators get `answer`. */
const administrators = (answer: Expected = 'ok') => expecting({ author: answer, administrator: answer }, 'forbidden');
const moderators = (answer: Expected = 'ok') =>
  expecting({ author: answer, administrator: answer, moderator: answer }, 'forbidden');
const owner = (answer: Expected) => expecting({ author: answer }, 'forbidden');
const refused = nobody('forbidden');

export const administrationCases: Cases<keyof typeof administrationRequests | keyof typeof passRequests> = {
  'admin.users': [{ params: () => ({}), expect: moderators() }],
  'admin.user.get': [
    { params: () => ({ username: 'subject' }), expect: moderators() },
    { params: () => ({ username: 'nobody' }), expect: moderators('not_found') },
  ],
  'admin.user.suspend': [
    { params: ({ subject }) => ({ user: subject }), expect: moderators() },
    { params: ({ subject }) => ({ user: subject, until: '2001-01-01T00:00:00Z' }), expect: moderators('bad_request') },
    { params: ({ someone }) => ({ user: userId(someone('author')) }), expect: refused },
    { params: () => ({ user: newId(UserId) }), expect: nobody('not_found') },
  ],
  'admin.user.unsuspend': [
    {
      params: async ({ subject, someone }) => {
        await someone('author').ask('admin.user.suspend', { user: subject });
        return { user: subject };
      },
      expect: moderators(),
    },
    { params: ({ someone }) => ({ user: userId(someone('author')) }), expect: refused },
  ],
  'admin.user.reset_password': [
    { params: ({ subject }) => ({ user: subject }), expect: administrators() },
    { params: ({ someone }) => ({ user: userId(someone('moderator')) }), expect: administrators() },
    { params: ({ someone }) => ({ user: userId(someone('administrator')) }), expect: owner('ok') },
    { params: ({ someone }) => ({ user: userId(someone('author')) }), expect: refused },
  ],
  'admin.role.set': [
    { params: ({ subject }) => ({ user: subject, role: 'member' }), expect: administrators() },
    { params: ({ subject }) => ({ user: subject, role: 'moderator' }), expect: administrators() },
    {
      params: async ({ subject, someone }) => {
        await someone('author').ask('admin.role.set', { user: subject, role: 'member' });
        return { user: subject, role: 'administrator' };
      },
      expect: owner('ok'),
    },
    {
      params: ({ someone }) => ({ user: userId(someone('administrator')), role: 'administrator' }),
      expect: owner('ok'),
    },
    { params: ({ someone }) => ({ user: userId(someone('author')), role: 'administrator' }), expect: refused },
  ],
  'admin.owner.transfer': [
    { params: () => ({ username: 'subject', password: 'wrong' }), expect: owner('wrong_credentials') },
    { params: () => ({ username: 'nobody', password: 'correct horse' }), expect: owner('not_found') },
  ],
  'admin.settings.get': [{ params: () => ({}), expect: administrators() }],
  'admin.settings.set': [
    { params: () => ({}), expect: administrators() },
    { params: () => ({ limits: { nodeLeaseMs: 1 } }), expect: administrators('conflict') },
    { params: () => ({ limits: { moonlight: 1 } }), expect: administrators('not_found') },
  ],
  'admin.announce': [{ params: () => ({ text: null }), expect: administrators() }],
  'admin.statistics': [{ params: () => ({}), expect: administrators() }],
  'admin.invite.create': [{ params: () => ({ max_uses: 1 }), expect: administrators() }],
  'admin.invite.list': [{ params: () => ({}), expect: administrators() }],
  'admin.invite.revoke': [
    {
      params: async ({ someone }) => ({ code: (await someone('author').ask('admin.invite.create', {})).code }),
      expect: administrators(),
    },
    { params: () => ({ code: 'none' }), expect: administrators('not_found') },
  ],
  'pass.show': [{ params: () => ({}), expect: loggedIn }],
  'pass.redeem': [
    {
      params: async ({ someone }) => {
        const { codes } = await someone('author').ask('admin.pass.create', { days: 1 });
        return { code: codes[0]?.code ?? '' };
      },
      expect: loggedIn,
    },
    { params: () => ({ code: 'none' }), expect: nobody('not_found') },
  ],
  'admin.pass.create': [{ params: () => ({ days: 30 }), expect: administrators() }],
  'admin.pass.list': [{ params: () => ({}), expect: administrators() }],
  'admin.pass.revoke': [
    {
      params: async ({ someone }) => {
        const { codes } = await someone('author').ask('admin.pass.create', { days: 1 });
        return { id: codes[0]?.id ?? newId(PassCodeId) };
      },
      expect: administrators(),
    },
    { params: () => ({ id: newId(PassCodeId) }), expect: administrators('not_found') },
  ],
  'admin.pass.give': [{ params: ({ subject }) => ({ user: subject, days: 1 }), expect: administrators() }],
  'admin.pass.take': [
    {
      params: async ({ subject, someone }) => {
        await someone('author').ask('admin.pass.give', { user: subject, days: 1 });
        return { user: subject };
      },
      expect: administrators(),
    },
  ],
};
