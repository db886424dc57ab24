// What everybody is answered about reports and the audit log. The author owns the host and the server.
import { newId, ReportId } from '../../common/ids.ts';
import type { auditRequests } from '../../common/requests/audit.ts';
import type { reportRequests } from '../../common/requests/reports.ts';
import { expecting, nobody, ownerOnly, type Cases } from './world.ts';

const ofModerators = expecting({ author: 'ok', administrator: 'ok', moderator: 'ok' }, 'forbidden');
const ofAdministrators = expecting({ author: 'ok', administrator: 'ok' }, 'forbidden');

export const reportCases: Cases<keyof typeof reportRequests | keyof typeof auditRequests> = {
  'report.create': [
    {
      params: async ({ someone, room }) => ({
        message: (await someone('author').send(room, 'rude')).id,
        reason: 'it is rude',
      }),
      expect: expecting({ author: 'bad_request', member: 'ok' }, 'not_found'),
    },
    {
      params: async ({ someone, channel }) => ({
        message: (await someone('author').send(channel, 'rude')).id,
        reason: 'it is rude',
      }),
      expect: expecting({ author: 'bad_request', member: 'ok' }, 'not_found'),
    },
    {
      params: async ({ node, name }) => ({ username: (await node.signup(name())).name, reason: 'spam' }),
      expect: expecting({}),
    },
    {
      params: ({ server }) => ({ username: 'author', server, reason: 'spam' }),
      expect: expecting({ author: 'bad_request', member: 'ok' }, 'not_found'),
    },
    { params: () => ({ username: 'nobody', reason: 'spam' }), expect: nobody('not_found') },
  ],
  'report.list': [
    { params: () => ({}), expect: ofModerators },
    { params: ({ server }) => ({ server }), expect: ownerOnly },
  ],
  'report.handle': [
    {
      params: async ({ node, name }) => {
        const reporter = await node.signup(name());
        const { id } = await reporter.ask('report.create', { username: 'member', reason: 'spam' });
        return { id, outcome: 'resolved' };
      },
      expect: expecting({ author: 'ok', administrator: 'ok', moderator: 'ok' }, 'not_found'),
    },
    { params: () => ({ id: newId(ReportId), outcome: 'dismissed' }), expect: nobody('not_found') },
  ],
  'audit.list': [
    { params: () => ({}), expect: ofAdministrators },
    { params: ({ server }) => ({ server }), expect: ownerOnly },
  ],
  'audit.verify': [
    { params: () => ({}), expect: ofAdministrators },
    { params: ({ server }) => ({ server }), expect: ownerOnly },
  ],
};
