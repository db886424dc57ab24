// Servers: made, and seen by their members.
import { Refusal } from '../../common/errors.ts';
import type { ServerId } from '../../common/ids.ts';
import type { ServerPlace } from '../domain/rules/servers.ts';
import { createServer, joinedServer } from '../store/servers.ts';
import { findServerPlace } from '../store/standings.ts';
import type { Context, Handler } from './context.ts';
import { ownAccount } from './own.ts';
import { tellAccess } from './tell-server.ts';

/** The loading half of requests about a server: the asker's standing in it. */
export async function serverPlace({ db, login }: Context, params: { readonly server: ServerId }): Promise<ServerPlace> {
  return await findServerPlace(db, params.server, login.user.id);
}

export const create: Handler<'server.create'> = {
  load: ownAccount,
  run: async (context, { name }) => {
    const { db, limits, login } = context;
    const made = await createServer(db, {
      name: name.trim(),
      ownerId: login.user.id,
      channel: 'general',
      most: limits.serversPerUser,
    });
    if (made === 'limit_reached')
      return new Refusal('limit_reached', `You own ${limits.serversPerUser} servers, as many as this host allows.`);
    await tellAccess(context, made.id, made.access);
    return (await joinedServer(db, login.user.id, made.id)) ?? gone();
  },
};

export const get: Handler<'server.get', ServerPlace> = {
  load: serverPlace,
  run: async ({ db, login }, { server }) => (await joinedServer(db, login.user.id, server)) ?? gone(),
};

const gone = () => new Refusal('not_found', 'There is no such server any more.');
