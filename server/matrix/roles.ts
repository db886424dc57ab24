// What everybody is answered about roles, overrides and explanations. How roles stand to each other: server/roles.test.ts.
import { newId, RoleId, UserId } from '../../common/ids.ts';
import type { roleRequests } from '../../common/requests/roles.ts';
import type { Params, RequestName } from '../../common/requests.ts';
import { inServer } from './channels.ts';
import { nobody, ownerOnly, type Case, type Cases, type Expect, type World } from './world.ts';

export const roleCases: Cases<keyof typeof roleRequests> = {
  'role.create': [{ params: ({ server, name }) => ({ server, name: name() }), expect: ownerOnly }],
  'role.update': ofRole(ownerOnly, (role, { name }) => ({ role, name: name() })),
  'role.move': ofRole(ownerOnly, (role) => ({ role, position: 1 })),
  'role.delete': ofRole(ownerOnly, (role) => ({ role })),
  'role.give': ofRole(ownerOnly, (role, { someone }) => ({ role, user: UserId.parse(someone('author').id) })),
  'role.take': ofRole(ownerOnly, (role, { someone }) => ({ role, user: UserId.parse(someone('author').id) })),
  'role.members': ofRole(inServer, (role) => ({ role })),
  'override.set': inChannel(async (channel, world) => ({ channel, role: await freshRole(world), deny: ['send'] })),
  'override.clear': inChannel(async (channel, world) => ({ channel, role: await freshRole(world) })),
  'override.list': inChannel((channel) => ({ channel })),
  'permission.explain': [
    { params: ({ server, someone }) => ({ server, user: UserId.parse(someone('author').id) }), expect: ownerOnly },
    ...inChannel<'permission.explain'>((channel, { someone }) => ({
      channel,
      user: UserId.parse(someone('author').id),
    })),
  ],
};

async function freshRole({ someone, server, name }: World): Promise<RoleId> {
  return (await someone('author').ask('role.create', { server, name: name() })).id;
}

function ofRole<N extends RequestName>(expect: Expect, params: (role: RoleId, world: World) => Params<N>): Case<N>[] {
  return [
    { params: async (world) => params(await freshRole(world), world), expect },
    { params: (world) => params(newId(RoleId), world), expect: nobody('not_found') },
  ];
}

/** In a channel of the server, and where there are no roles. */
function inChannel<N extends RequestName>(
  params: (channel: World['channel'], world: World) => Params<N> | Promise<Params<N>>,
): Case<N>[] {
  return [
    { params: (world) => params(world.channel, world), expect: ownerOnly },
    { params: (world) => params(world.room, world), expect: nobody('not_found') },
    { params: (world) => params(world.dm, world), expect: nobody('not_found') },
  ];
}
