// What each request about servers does to what people know.
import { newId, ServerId } from '../../../common/ids.ts';
import type { serverRequests } from '../../../common/requests/servers.ts';
import { type Table } from './action.ts';

export const serverActions: Pick<Table, keyof typeof serverRequests> = {
  'server.create': {
    changes: [
      {
        what: 'the first',
        params: ({ name }) => ({ name: name() }),
        hears: {
          actor: ['server.joined', 'channel.joined', 'member.joined'],
          phone: ['server.joined', 'channel.joined', 'member.joined'],
        },
      },
    ],
  },
  'server.get': {
    onlyReads: [
      {
        what: 'one’s own',
        params: async ({ devices, name }) => ({
          server: (await devices.actor.person.ask('server.create', { name: name() })).id,
        }),
      },
      { what: 'none', params: () => ({ server: newId(ServerId) }), refused: 'not_found' },
    ],
  },
};
