// What everybody is answered about the categories of a server.
import { CategoryId, newId, ServerId } from '../../common/ids.ts';
import type { categoryRequests } from '../../common/requests/categories.ts';
import { nobody, ownerOnly, type Cases, type World } from './world.ts';

export const categoryCases: Cases<keyof typeof categoryRequests> = {
  'category.create': [
    { params: ({ server, name }) => ({ server, name: name() }), expect: ownerOnly },
    { params: ({ name }) => ({ server: newId(ServerId), name: name() }), expect: nobody('not_found') },
  ],
  'category.update': [
    { params: async (world) => ({ category: await fresh(world), name: 'new' }), expect: ownerOnly },
    { params: () => ({ category: newId(CategoryId), name: 'new' }), expect: nobody('not_found') },
  ],
  'category.delete': [
    { params: async (world) => ({ category: await fresh(world) }), expect: ownerOnly },
    { params: () => ({ category: newId(CategoryId) }), expect: nobody('not_found') },
  ],
};

async function fresh({ someone, name }: World): Promise<CategoryId> {
  const author = someone('author');
  // Of a server of its own: so many are made here that one would be full.
  const server = (await author.ask('server.create', { name: name() })).id;
  const { code } = await author.ask('invite.create', { server });
  await someone('member').ask('invite.accept', { code });
  return (await author.ask('category.create', { server, name: name() })).id;
}
