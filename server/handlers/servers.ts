// Servers as a whole: made, found, changed, given away and deleted.
import { Refusal } from '../../common/errors.ts';
import { rootOf, ServerId } from '../../common/ids.ts';
import { eachInTurns } from '../domain/slices.ts';
import { noSuchMember, type MemberPlace, type ServerPlace } from '../domain/rules/servers.ts';
import { deleteServer, transferServer, updateServer, type NotTransferred } from '../store/server-changes.ts';
import { findDoor, listServers } from '../store/server-members.ts';
import { createServer, joinedServer, serversNamed } from '../store/servers.ts';
import { findServerPlace } from '../store/standings.ts';
import type { Handler } from './context.ts';
import { judging } from './judging.ts';
import { ownAccount } from './own.ts';
import { tellQueue } from './tell-queue.ts';
import { inTooMany, memberPlace, serverPlace } from './server-place.ts';
import { tellAccess, tellServer, toldAtOnce } from './tell-server.ts';
import { tellUser } from './tell.ts';

export const create: Handler<'server.create'> = {
  load: ownAccount,
  run: async (context, { name }) => {
    const { db, limits, login } = context;
    const made = await createServer(db, {
      name: name.trim(),
      ownerId: login.user.id,
      channel: 'general',
      most: limits.serversPerUser,
      mostJoined: limits.serversJoinedPerUser,
    });
    if (made === 'in_too_many') return inTooMany(limits.serversJoinedPerUser);
    if (made === 'owns_most')
      return new Refusal('limit_reached', `You own ${limits.serversPerUser} servers, as many as this host allows.`);
    await tellAccess(context, made.id, made.access);
    return (await joinedServer(db, login.user.id, made.id)) ?? gone();
  },
};

export const get: Handler<'server.get', ServerPlace> = {
  load: serverPlace,
  run: async ({ db, login }, { server }) => (await joinedServer(db, login.user.id, server)) ?? gone(),
};

export const resolve: Handler<'server.resolve', ServerPlace> = {
  load: async (context, { target }) => {
    const { db, login } = context;
    const id = ServerId.safeParse(target.toLowerCase());
    const [found, ...more] = id.success ? [id.data] : await serversNamed(db, login.user.id, target.trim());
    if (more.length > 0) return ambiguous(target, [found, ...more]);
    if (found !== undefined) return await findServerPlace(db, found, login.user.id);
    return new Refusal('not_found', `You are in no server "${target.slice(0, 120)}".`);
  },
  run: async ({ db, login }, _params, { server }) => (await joinedServer(db, login.user.id, server.id)) ?? gone(),
};

/** For a name that several servers have. */
export function ambiguous(name: string, candidates: readonly unknown[]): Refusal {
  return new Refusal('bad_request', `Several are called "${name}"; write the id instead: ${candidates.join(', ')}.`);
}

export const update: Handler<'server.update', ServerPlace> = {
  load: serverPlace,
  run: async (context, { server, reason, name, ...look }) => {
    const { db, login } = context;
    const judge = judging(context, 'server.update', (asking) => serverPlace(asking, { server }));
    const wanted = { ...look, name: name?.trim() };
    const change = await updateServer(db, server, wanted, { actor: login.user, reason, judge });
    if (change === undefined) return gone();
    if (!('undone' in change)) await tellServer(context, server, change);
    else if (change.undone !== 'same') return change.undone === 'gone' ? gone() : change.undone;
    return (await joinedServer(db, login.user.id, server)) ?? gone();
  },
};

export const transfer: Handler<'server.transfer', MemberPlace> = {
  load: memberPlace,
  run: async (context, { server, user }) => {
    const { db, login, limits } = context;
    const most = limits.serversPerUser;
    const judge = judging(context, 'server.transfer', (asking) => memberPlace(asking, { server, user }));
    const deed = { actor: login.user, reason: '', judge };
    const change = await transferServer(db, server, { from: login.user.id, to: user, most }, deed);
    if (change === undefined) return gone();
    if ('undone' in change) return notTransferred(change.undone, most);
    await tellServer(context, server, change);
    return (await joinedServer(db, login.user.id, server)) ?? gone();
  },
};

function notTransferred(why: NotTransferred, most: number): Refusal {
  if (why instanceof Refusal) return why;
  switch (why) {
    case 'not_owner':
      return new Refusal('forbidden', 'Only the owner of a server may transfer it.');
    case 'not_a_member':
      return noSuchMember();
    case 'limit_reached':
      return new Refusal('limit_reached', `They own ${most} servers, as many as this host allows.`);
  }
}

export const remove: Handler<'server.delete', ServerPlace> = {
  load: serverPlace,
  run: async (context, { server }) => {
    const { db, bus, turns, login } = context;
    const emptied = await deleteServer(db, server, { actor: login.user, reason: '' });
    if (emptied === undefined) return gone();
    await turns.take(server, async () => {
      await eachInTurns(emptied.seats, toldAtOnce, ({ user, channel }) => {
        if (channel !== rootOf(server)) tellUser(bus, user, { type: 'channel.left', channel });
      });
      await eachInTurns(emptied.members, toldAtOnce, (user) => tellUser(bus, user, { type: 'server.left', server }));
    });
    if (emptied.reported.length > 0) await tellQueue(context, null, emptied.reported);
    return {};
  },
};

export const directory: Handler<'server.directory'> = {
  load: ownAccount,
  run: async ({ db, login }, { query, after, limit }) => {
    // The place of a server that is not listed would say what it is called.
    if (after !== undefined && (await findDoor(db, after, login.user.id))?.isListed !== true)
      return new Refusal(
        'not_found',
        'The directory does not list that server; begin at its start.',
        undefined,
        'after',
      );
    const found = await listServers(db, login.user.id, { query, after, limit: limit + 1 });
    return { servers: found.slice(0, limit), has_more: found.length > limit };
  },
};

const gone = () => new Refusal('not_found', 'There is no such server any more.');
