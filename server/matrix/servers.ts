// What everybody is answered about servers.
import { newId, ServerId } from '../../common/ids.ts';
import type { serverRequests } from '../../common/requests/servers.ts';
import { inServer } from './channels.ts';
import { loggedIn, nobody, type Cases } from './world.ts';

export const serverCases: Cases<keyof typeof serverRequests> = {
  'server.create': [{ params: ({ name }) => ({ name: name() }), expect: loggedIn }],
  'server.get': [
    { params: ({ server }) => ({ server }), expect: inServer },
    { params: () => ({ server: newId(ServerId) }), expect: nobody('not_found') },
  ],
};
