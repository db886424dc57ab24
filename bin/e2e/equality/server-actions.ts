// What each request about servers does to what people know.
import { newId, ServerId } from '../../../common/ids.ts';
import type { serverRequests } from '../../../common/requests/servers.ts';
import { nobody, type Table } from './action.ts';
import { both, idOf, sharedServer } from './places.ts';
import type { Hears } from './verify.ts';
import type { World } from './world.ts';

const one = async (world: World) => ({ server: (await sharedServer(world)).server });
const own = <E>(...events: E[]) => ({ actor: events, phone: events });

/** Somebody comes into the actor's server, where the member is as well. */
export const comesIn: Hears = {
  ...both('member.joined', 'server.updated', 'server.member_updated'),
  neighbour: ['server.joined', 'channel.joined', 'member.joined', 'server.updated', 'server.member_updated'],
};

export const serverActions: Pick<Table, keyof typeof serverRequests> = {
  'server.create': {
    changes: [
      {
        what: 'the first',
        params: ({ name }) => ({ name: name() }),
        hears: own('server.joined', 'channel.joined', 'member.joined'),
      },
    ],
  },
  'server.get': {
    onlyReads: [
      { what: 'one’s own', params: one },
      { what: 'none', params: () => ({ server: newId(ServerId) }), refused: 'not_found' },
    ],
  },
  'server.resolve': {
    onlyReads: [
      { what: 'by id', params: async (world) => ({ target: (await one(world)).server }) },
      { what: 'none', params: () => ({ target: 'nowhere' }), refused: 'not_found' },
    ],
  },
  'server.update': {
    changes: [
      {
        what: 'all of it',
        params: async (world) => ({
          ...(await one(world)),
          name: world.name(),
          icon: '🛠',
          description: 'where we work',
          listed: true,
        }),
        hears: both('server.updated'),
      },
      { what: 'of somebody else', by: 'member', params: one, refused: 'forbidden', hears: nobody },
    ],
  },
  'server.leave': {
    changes: [
      {
        what: 'that of somebody else',
        by: 'member',
        params: one,
        hears: {
          ...own('member.left', 'server.updated', 'server.member_left'),
          member: ['channel.left', 'server.left'],
        },
      },
      { what: 'one’s own', params: one, refused: 'forbidden', hears: nobody },
    ],
  },
  'server.transfer': {
    changes: [
      {
        what: 'to a member',
        params: async (world) => ({ ...(await one(world)), user: idOf(world, 'member') }),
        hears: both('server.joined', 'channel.joined', 'server.updated'),
      },
    ],
  },
  'server.delete': {
    changes: [
      { what: 'with a member in it', params: one, hears: both('channel.left', 'server.left') },
      { what: 'that of somebody else', by: 'member', params: one, refused: 'forbidden', hears: nobody },
    ],
  },
  'server.directory': { onlyReads: [{ what: 'all', params: () => ({}) }] },
  'server.join': {
    changes: [
      {
        what: 'a listed one',
        by: 'neighbour',
        params: async (world) => {
          const { server } = await one(world);
          await world.devices.actor.person.ask('server.update', { server, listed: true });
          return { server };
        },
        hears: comesIn,
      },
      { what: 'one in which one is', params: one, hears: nobody },
      { what: 'one that is not listed', by: 'neighbour', params: one, refused: 'not_found', hears: nobody },
    ],
  },
  'server.members': { onlyReads: [{ what: 'of one’s own', params: one }] },
  'member.nickname': {
    changes: [
      {
        what: 'one’s own',
        params: async (world) => ({ ...(await one(world)), user: idOf(world, 'actor'), nickname: 'Ada the First' }),
        hears: {
          ...own('server.updated', 'server.joined', 'server.member_updated'),
          member: ['server.updated', 'server.member_updated'],
        },
      },
      {
        what: 'that of a member',
        params: async (world) => ({ ...(await one(world)), user: idOf(world, 'member'), nickname: 'Bobby' }),
        hears: {
          ...own('server.updated', 'server.member_updated'),
          member: ['server.updated', 'server.joined', 'server.member_updated'],
        },
      },
      {
        what: 'that of who is above',
        by: 'member',
        params: async (world) => ({ ...(await one(world)), user: idOf(world, 'actor'), nickname: 'Boss' }),
        refused: 'forbidden',
        hears: nobody,
      },
    ],
  },
};
