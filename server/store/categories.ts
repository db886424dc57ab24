// The categories of a server: made, changed and deleted, under the server's lock.
import type { Refusal } from '../../common/errors.ts';
import { CategoryId, newId, type ServerId } from '../../common/ids.ts';
import type { Category } from '../../common/places.ts';
import { arrange, moved, type ChangedChannel } from './arrangement.ts';
import { recordAudit } from './audit.ts';
import { rows, type Database, type Source } from './database.ts';
import { differences, isEmpty, type Deed } from './server-changes.ts';
import { changeServer, type ServerChange, type ServerWork } from './servers.ts';
import type { Transaction } from './transaction.ts';

const serverOf = { name: 'category_server', text: `select server_id as server from categories where id = $1` };

/** The server that a category is in. */
export async function serverOfCategory(db: Source, id: CategoryId): Promise<ServerId | undefined> {
  return (await rows<{ server: ServerId }>(db, serverOf, [id]))[0]?.server;
}

export interface NewCategory {
  readonly server: ServerId;
  readonly name: string;
  /** How many one server may have. */
  readonly most: number;
}

/** Undefined where the server is gone. */
export async function createCategory(
  db: Database,
  { server, name, most }: NewCategory,
  deed: Deed,
): Promise<ServerChange<Category> | { readonly undone: Refusal | 'limit_reached' } | undefined> {
  const id = newId(CategoryId);
  const work = async (tx: Transaction): Promise<ServerWork<Category, 'limit_reached'>> => {
    const { length: position } = await categoriesOf(tx, server);
    if (position >= most) return { undone: 'limit_reached' };
    await tx.rows('insert into categories (id, server_id, name, position) values ($1, $2, $3, $4)', [
      id,
      server,
      name,
      position,
    ]);
    await recordAudit(tx, { server, ...deed, action: 'category.create', target: { type: 'category', id, name } });
    return { result: { id, name, position }, access: { users: [] } };
  };
  return await changeServer(db, server, work, deed);
}

export interface CategoryChange {
  readonly name?: string | undefined;
  /** Null: the end. */
  readonly before?: CategoryId | null | undefined;
}

/** `undone`: why, or how it is, where it was so already. */
export async function updateCategory(
  db: Database,
  { server, id }: { readonly server: ServerId; readonly id: CategoryId },
  wanted: CategoryChange,
  deed: Deed,
): Promise<ServerChange<Category> | { readonly undone: Refusal | 'gone' | 'no_such_place' | Category } | undefined> {
  const work = async (tx: Transaction): Promise<ServerWork<Category, 'gone' | 'no_such_place' | Category>> => {
    const held = await categoriesOf(tx, server);
    const before = held.find((category) => category.id === id);
    if (before === undefined) return { undone: 'gone' };
    const named = { ...before, name: wanted.name ?? before.name };
    const others = held.map((category) => (category.id === id ? named : category));
    const list = wanted.before === undefined ? others : moved(others, named, wanted.before);
    if (list === undefined) return { undone: 'no_such_place' };
    const result = { ...named, position: list.findIndex((category) => category.id === id) };
    const diff = differences(before, result);
    if (isEmpty(diff)) return { undone: before };
    await writeCategories(tx, list);
    const target = { type: 'category', id, name: named.name };
    await recordAudit(tx, { server, ...deed, action: 'category.update', target, ...diff });
    return { result, access: { users: [] } };
  };
  return await changeServer(db, server, work, deed);
}

/** Its channels follow those that are in none; answers how they stand. */
export async function deleteCategory(
  db: Database,
  { server, id }: { readonly server: ServerId; readonly id: CategoryId },
  deed: Deed,
): Promise<ServerChange<readonly ChangedChannel[]> | { readonly undone: Refusal | 'gone' } | undefined> {
  const work = async (tx: Transaction): Promise<ServerWork<readonly ChangedChannel[], 'gone'>> => {
    const held = await categoriesOf(tx, server);
    const gone = held.find((category) => category.id === id);
    if (gone === undefined) return { undone: 'gone' };
    const result = await arrange(tx, server, (seats) => [
      ...seats.filter(({ category }) => category !== id),
      ...seats.filter(({ category }) => category === id).map((seat) => ({ id: seat.id, category: null })),
    ]);
    await tx.rows('delete from categories where id = $1', [id]);
    await writeCategories(
      tx,
      held.filter((category) => category.id !== id),
    );
    const target = { type: 'category', id, name: gone.name };
    await recordAudit(tx, { server, ...deed, action: 'category.delete', target });
    return { result, access: { users: [] } };
  };
  return await changeServer(db, server, work, deed);
}

async function categoriesOf(tx: Transaction, server: ServerId): Promise<Category[]> {
  return await tx.rows<Category>(
    'select id, name, position from categories where server_id = $1 order by position, id',
    [server],
  );
}

/** Each gets the place that it has in the list. */
async function writeCategories(tx: Transaction, list: readonly Category[]): Promise<void> {
  await tx.rows(
    `update categories g set name = x.name, position = x.n - 1
     from unnest($1::uuid[], $2::text[]) with ordinality as x (id, name, n) where g.id = x.id`,
    [list.map(({ id }) => id), list.map(({ name }) => name)],
  );
}
