// Categories of a server: made, renamed, moved and deleted.
import { Refusal } from '../../common/errors.ts';
import type { CategoryId } from '../../common/ids.ts';
import { noSuchCategory } from '../domain/rules/categories.ts';
import { noSuchServer, type ServerPlace } from '../domain/rules/servers.ts';
import { createCategory, deleteCategory, serverOfCategory, updateCategory } from '../store/categories.ts';
import { findServerPlace } from '../store/standings.ts';
import type { Handler } from './context.ts';
import { judging, type Asking } from './judging.ts';
import { serverPlace } from './server-place.ts';
import { tellServer } from './tell-server.ts';
import { tellChanged } from './tell.ts';

export const create: Handler<'category.create', ServerPlace> = {
  load: serverPlace,
  run: async (context, { server, name, reason }) => {
    const { db, limits, login } = context;
    const most = limits.categoriesPerServer;
    const judge = judging(context, 'category.create', (asking) => serverPlace(asking, { server }));
    const deed = { actor: login.user, reason, judge };
    const change = await createCategory(db, { server, name: name.trim(), most }, deed);
    if (change === undefined) return noSuchServer();
    if ('undone' in change)
      return change.undone instanceof Refusal
        ? change.undone
        : new Refusal('limit_reached', `This server has ${most} categories, as many as this host allows.`);
    await tellServer(context, server, change);
    return change.result;
  },
};

async function categoryPlace(
  { db, login }: Asking,
  { category }: { readonly category: CategoryId },
): Promise<ServerPlace | Refusal> {
  const server = await serverOfCategory(db, category);
  return server === undefined ? noSuchCategory() : await findServerPlace(db, server, login.user.id);
}

export const update: Handler<'category.update', ServerPlace> = {
  load: categoryPlace,
  run: async (context, { category, name, before, reason }, { server: { id } }) => {
    const { db, login } = context;
    const wanted = { name: name?.trim(), before };
    const judge = judging(context, 'category.update', (asking) => categoryPlace(asking, { category }));
    const deed = { actor: login.user, reason, judge };
    const change = await updateCategory(db, { server: id, id: category }, wanted, deed);
    if (change === undefined) return noSuchCategory();
    if ('undone' in change && change.undone instanceof Refusal) return change.undone;
    if ('undone' in change && typeof change.undone === 'object') return change.undone;
    if ('undone' in change)
      return change.undone === 'gone'
        ? noSuchCategory()
        : new Refusal('not_found', 'There is no such category to stand before.', undefined, 'before');
    await tellServer(context, id, change);
    return change.result;
  },
};

export const remove: Handler<'category.delete', ServerPlace> = {
  load: categoryPlace,
  run: async (context, { category, reason }, { server: { id } }) => {
    const { db, bus, login } = context;
    const judge = judging(context, 'category.delete', (asking) => categoryPlace(asking, { category }));
    const change = await deleteCategory(db, { server: id, id: category }, { actor: login.user, reason, judge });
    if (change === undefined) return noSuchCategory();
    if ('undone' in change) return change.undone === 'gone' ? noSuchCategory() : change.undone;
    tellChanged(bus, change.result);
    await tellServer(context, id, change);
    return {};
  },
};
