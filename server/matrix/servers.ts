// What everybody is answered about servers, and about being in them.
import { newId, ServerId, UserId } from '../../common/ids.ts';
import type { serverRequests } from '../../common/requests/servers.ts';
import { inServer } from './channels.ts';
import { expecting, loggedIn, nobody, ownerOnly, type Cases, type Known, type World } from './world.ts';

const noServer = { params: () => ({ server: newId(ServerId) }), expect: nobody('not_found') };

export const serverCases: Cases<keyof typeof serverRequests> = {
  'server.create': [{ params: ({ name }) => ({ name: name() }), expect: loggedIn }],
  'server.get': [{ params: ({ server }) => ({ server }), expect: inServer }, noServer],
  'server.resolve': [
    { params: () => ({ target: 'SERVER' }), expect: inServer },
    { params: ({ server }) => ({ target: server }), expect: inServer },
    { params: () => ({ target: 'nowhere' }), expect: nobody('not_found') },
  ],
  'server.update': [
    { params: ({ server }) => ({ server, description: 'new' }), expect: ownerOnly },
    { params: () => ({ server: newId(ServerId), name: 'new' }), expect: nobody('not_found') },
  ],
  'server.leave': [
    {
      params: async (world) => ({ server: await freshServer(world) }),
      expect: expecting({ author: 'forbidden', member: 'ok' }, 'not_found'),
    },
    noServer,
  ],
  'server.transfer': [
    {
      params: async (world) => ({ server: await freshServer(world), user: idOf(world, 'member') }),
      expect: ownerOnly,
    },
    {
      params: ({ server }) => ({ server, user: newId(UserId) }),
      expect: expecting({ author: 'not_found', member: 'forbidden' }, 'not_found'),
    },
  ],
  'server.delete': [{ params: async (world) => ({ server: await freshServer(world) }), expect: ownerOnly }, noServer],
  'server.directory': [{ params: () => ({}), expect: loggedIn }],
  'server.join': [
    { params: ({ server }) => ({ server }), expect: inServer },
    {
      params: async (world) => ({ server: await freshServer(world, { listed: true }) }),
      expect: loggedIn,
    },
    noServer,
  ],
  'server.members': [{ params: ({ server }) => ({ server }), expect: inServer }, noServer],
  'member.nickname': [
    {
      params: (world) => ({ server: world.server, user: idOf(world, 'member'), nickname: 'nick' }),
      expect: inServer,
    },
    { params: (world) => ({ server: world.server, user: idOf(world, 'author'), nickname: 'nick' }), expect: ownerOnly },
    {
      params: (world) => ({ server: world.server, user: idOf(world, 'stranger'), nickname: 'nick' }),
      expect: nobody('not_found'),
    },
  ],
};

function idOf({ someone }: World, who: Known): UserId {
  return UserId.parse(someone(who).id);
}

/** A server of the author with the member in it. */
async function freshServer({ someone, name }: World, { listed }: { listed?: true } = {}): Promise<ServerId> {
  const server = (await someone('author').ask('server.create', { name: name() })).id;
  const { code } = await someone('author').ask('invite.create', { server, max_uses: 1 });
  await someone('member').ask('invite.accept', { code });
  if (listed) await someone('author').ask('server.update', { server, listed });
  return server;
}
