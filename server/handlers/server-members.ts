// Being in a server: coming in by the directory, going out, and how its members are called.
import { Refusal } from '../../common/errors.ts';
import { rootOf, type ServerId, type UserId } from '../../common/ids.ts';
import type { JoinedServer } from '../../common/places.ts';
import { bannedFrom, noSuchMember, noSuchServer, type Doorway, type MemberPlace } from '../domain/rules/servers.ts';
import { recordAudit } from '../store/audit.ts';
import {
  enterServer,
  findDoor,
  findServerMember,
  isListed,
  listServerMembers,
  removeFromServer,
  setNickname,
  type Entering,
  type NotEntered,
} from '../store/server-members.ts';
import { changeServer, joinedServer, type ServerWork } from '../store/servers.ts';
import { findServerPlace } from '../store/standings.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Context, Handler } from './context.ts';
import { judging } from './judging.ts';
import { inTooMany, memberPlace, serverPlace } from './server-place.ts';
import { tellServer } from './tell-server.ts';
import { tellChannel, tellUser } from './tell.ts';

export const join: Handler<'server.join', Doorway> = {
  load: async ({ db, login }, { server }) => {
    const place = await findServerPlace(db, server, login.user.id);
    const door = await findDoor(db, server, login.user.id);
    return door === undefined ? noSuchServer() : { ...place, ...door };
  },
  run: async (context, { server }) =>
    await enter(context, server, {
      // It may have been taken off the list meanwhile.
      opens: (tx) => isListed(tx, server),
      closed: noSuchServer,
    }),
};

/** Lets the asker in, unless something speaks against it, and tells everybody; who is in it already stays as they are. */
export async function enter(
  context: Context,
  server: ServerId,
  { opens, closed }: { readonly opens: Entering['opens']; readonly closed: () => Refusal },
): Promise<JoinedServer | Refusal> {
  const { db, limits, login } = context;
  const user = login.user.id;
  const most = { members: limits.membersPerServer, joined: limits.serversJoinedPerUser, seats: limits.seatsPerUser };
  const change = await enterServer(db, { server, user, most, opens });
  if (change === undefined) return closed();
  if ('undone' in change) {
    if (change.undone !== 'member') return notEntered(context, change.undone, closed);
  } else {
    await tellServer(context, server, change);
    await tellMember(context, server, user);
  }
  return (await joinedServer(db, user, server)) ?? closed();
}

function notEntered({ limits }: Context, why: Exclude<NotEntered, 'member'>, closed: () => Refusal): Refusal {
  switch (why) {
    case 'banned':
      return bannedFrom();
    case 'full':
      return new Refusal(
        'limit_reached',
        `That server has ${limits.membersPerServer} members, as many as this host allows.`,
      );
    case 'in_too_many':
      return inTooMany(limits.serversJoinedPerUser);
    case 'too_many_seats':
      return new Refusal(
        'limit_reached',
        `With that server you would be in more than ${limits.seatsPerUser} channels of servers, as many as this host allows; leave one first.`,
      );
    case 'closed':
      return closed();
  }
}

/** Tells the members how one of them is now. */
export async function tellMember({ db, bus }: Context, server: ServerId, user: UserId): Promise<void> {
  const member = await findServerMember(db, server, user);
  if (member !== undefined) tellChannel(bus, rootOf(server), { type: 'server.member_updated', server, member });
}

export const leave: Handler<'server.leave'> = {
  load: serverPlace,
  run: async (context, { server }) => {
    const { db, bus, login } = context;
    const user = login.user.id;
    const change = await changeServer(db, server, async (tx) =>
      // It may have become theirs meanwhile: then they stay.
      (await removeFromServer(tx, server, user)) ? { result: 'left', access: { users: [user] } } : { undone: 'stays' },
    );
    if (change === undefined) return {};
    if ('undone' in change)
      return (await findServerPlace(db, server, user)).me === null
        ? {}
        : new Refusal('forbidden', 'You own this server: transfer it to another member, or delete it.');
    await tellServer(context, server, change);
    tellChannel(bus, rootOf(server), { type: 'server.member_left', server, user });
    return {};
  },
};

export const members: Handler<'server.members'> = {
  load: serverPlace,
  run: async ({ db }, { server, query, after, limit }) => {
    const found = await listServerMembers(db, server, { query, after, limit: limit + 1 });
    return { members: found.slice(0, limit), has_more: found.length > limit };
  },
};

export const nickname: Handler<'member.nickname', MemberPlace> = {
  load: memberPlace,
  run: async (context, { server, user, nickname: typed, reason }) => {
    const { db, bus, login } = context;
    const name = typed.trim();
    const work = async (tx: Transaction): Promise<ServerWork<'named', 'gone'>> => {
      const before = await setNickname(tx, server, { user, nickname: name });
      if (before === undefined) return { undone: 'gone' };
      if (user !== login.user.id) {
        const target = { type: 'user', id: user, name: before.username };
        const action = 'member.nickname';
        await recordAudit(tx, {
          server,
          actor: login.user,
          action,
          target,
          reason,
          before: { nickname: before.nickname },
          after: { nickname: name },
        });
      }
      // A name changes what nobody may do.
      return { result: 'named', access: { users: [] } };
    };
    const judge = judging(context, 'member.nickname', (asking) => memberPlace(asking, { server, user }));
    const change = await changeServer(db, server, work, { judge });
    if (change === undefined) return noSuchMember();
    if ('undone' in change) return change.undone === 'gone' ? noSuchMember() : change.undone;
    await tellServer(context, server, change);
    const own = await joinedServer(db, user, server);
    if (own !== undefined) tellUser(bus, user, { type: 'server.joined', server: own });
    await tellMember(context, server, user);
    return (await findServerMember(db, server, user)) ?? noSuchMember();
  },
};
