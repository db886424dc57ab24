// What each request about categories does to what people know.
import type { categoryRequests } from '../../../common/requests/categories.ts';
import { nobody, type Table } from './action.ts';
import { both, categoryIn, channelIn, sharedServer } from './places.ts';
import type { World } from './world.ts';

const two = async (world: World) => {
  const { server } = await sharedServer(world);
  const before = await categoryIn(world, server);
  const category = await categoryIn(world, server);
  return { server, before, category };
};

export const categoryActions: Pick<Table, keyof typeof categoryRequests> = {
  'category.create': {
    changes: [
      {
        what: 'the first',
        params: async (world) => ({ server: (await sharedServer(world)).server, name: world.name() }),
        hears: both('server.updated'),
      },
    ],
  },
  'category.update': {
    changes: [
      {
        what: 'another name and place',
        params: async (world) => {
          const { before, category } = await two(world);
          return { category, before, name: world.name() };
        },
        hears: both('server.updated'),
      },
      {
        what: 'of somebody else',
        by: 'member',
        params: async (world) => ({ category: (await two(world)).category, name: 'mine' }),
        refused: 'forbidden',
        hears: nobody,
      },
    ],
  },
  'category.delete': {
    changes: [
      {
        what: 'with a channel in it',
        params: async (world) => {
          const { server, category } = await two(world);
          await channelIn(world, server, { category });
          return { category };
        },
        hears: both('channel.updated', 'server.updated'),
      },
    ],
  },
};
