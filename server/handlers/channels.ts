// Channels: made, changed and deleted; rooms found, joined and left; and the members of any channel.
import { Refusal } from '../../common/errors.ts';
import type { ChannelId } from '../../common/ids.ts';
import type { JoinedChannel } from '../../common/model.ts';
import type { CheckedParams } from '../../common/requests.ts';
import { noSuchChannel } from '../domain/rules/channels.ts';
import type { Membership } from '../store/channels.ts';
import { roomCount, joinRoom, leaveRoom, listMembers } from '../store/members.ts';
import { isHere } from '../store/presence.ts';
import { createRoom, deleteRoom, listRooms, updateRoom } from '../store/rooms.ts';
import type { Context, Handler } from './context.ts';
import { banned } from '../domain/rules/channels.ts';
import { ownAccount } from './own.ts';
import { membershipIn } from './membership.ts';
import { tellArrival } from './tell-arrival.ts';
import {
  createInServer,
  deleteInServer,
  placeOf,
  reshaped,
  updateInServer,
  type LoadedKept,
  type LoadedReshaped,
} from './server-channels.ts';
import { serverPlace } from './server-place.ts';
import { tellChannel, tellUser } from './tell.ts';
import { currentUser, toUser, viewJoined } from './views.ts';

export const create: Handler<'channel.create'> = {
  load: async (context, { server }) => (server === undefined ? 'own account' : await serverPlace(context, { server })),
  run: async (context, params, place) =>
    place === 'own account' ? await makeRoom(context, params) : await createInServer(context, params, place),
};

async function makeRoom(
  context: Context,
  { name, topic, type, category, private: isPrivate, read_only }: CheckedParams<'channel.create'>,
): Promise<JoinedChannel | Refusal> {
  const { db, limits, login } = context;
  if (category !== undefined || isPrivate || read_only)
    return new Refusal('bad_request', 'A room is in no category and open to everybody; name a server for another one.');
  const full = await refuseWhenFull(context);
  if (full !== undefined) return full;
  const most = limits.roomsPerUser;
  const made = await createRoom(db, { name, topic, type, ownerId: login.user.id, most });
  if (made === 'name_taken') return taken(name);
  if (made === 'limit_reached')
    return new Refusal('limit_reached', `You have made ${most} rooms, as many as this host allows.`);
  return await announceJoined(context, made);
}

const taken = (name: string) => new Refusal('name_taken', `There is a room #${name} already.`, undefined, 'name');

export const update: Handler<'channel.update', LoadedReshaped> = {
  load: reshaped,
  run: async (context, params, { place: membership }) => {
    const { db, bus, login } = context;
    const { server_id: server } = membership.channel;
    if (server !== null) return await updateInServer(context, params, { server, membership });
    const { channel: id, name, topic, reason } = params;
    const changed = await updateRoom(db, id, { name, topic }, { actor: login.user, reason });
    if (changed === undefined) return noSuchChannel();
    if (changed === 'name_taken') return taken(name ?? '');
    const { isChange, ...now } = changed;
    if (isChange) tellChannel(bus, id, { type: 'channel.updated', ...now });
    return now.channel;
  },
};

export const remove: Handler<'channel.delete', LoadedKept> = {
  load: async (context, { channel }) => await placeOf(context, channel),
  run: async (context, { channel: id, reason }, { place: membership }) => {
    const { db, bus, login } = context;
    const { server_id: server } = membership.channel;
    if (server !== null) return await deleteInServer(context, { channel: id, reason }, { server, membership });
    const users = await deleteRoom(db, id, { actor: login.user, reason });
    for (const user of users) tellUser(bus, user, { type: 'channel.left', channel: id });
    return {};
  },
};

export const list: Handler<'channel.list'> = {
  load: ownAccount,
  run: async ({ db, login }, { after, query, limit }) => {
    const found = await listRooms(db, login.user.id, { after, query: query.toLowerCase(), limit: limit + 1 });
    return { channels: found.slice(0, limit), has_more: found.length > limit };
  },
};

export const join: Handler<'channel.join', Membership> = {
  load: membershipIn,
  run: async (context, { channel }, membership) => {
    const { db, bus, login, turns } = context;
    const full = membership.member === null ? await refuseWhenFull(context) : undefined;
    if (full !== undefined) return full;
    return await turns.take(login.user.id, async () => {
      const joined_at = await joinRoom(db, channel, login.user.id);
      if (typeof joined_at === 'object') return banned(joined_at.until);
      if (joined_at !== undefined) {
        const here = await isHere(db, login.user.id);
        const user = { ...toUser({ ...(await currentUser(context)), here }), joined_at };
        await tellArrival({ db, bus }, { type: 'member.joined', channel, user });
      }
      return await announceJoined(context, channel);
    });
  },
};

export const leave: Handler<'channel.leave', Membership> = {
  load: membershipIn,
  run: async ({ db, bus, turns, login: { user } }, { channel }) =>
    await turns.take(user.id, async () => {
      if (!(await leaveRoom(db, channel, user.id))) return {};
      tellUser(bus, user.id, { type: 'channel.left', channel });
      tellChannel(bus, channel, { type: 'member.left', channel, user: user.id });
      return {};
    }),
};

export const members: Handler<'channel.members', Membership> = {
  load: membershipIn,
  run: async ({ db, login }, { channel, after, limit }) => {
    const found = await listMembers(db, channel, { after, limit: limit + 1, viewer: login.user.id });
    const shown = found.slice(0, limit).map((person) => ({ ...toUser(person), joined_at: person.joined_at }));
    return { members: shown, has_more: found.length > limit };
  },
};

async function refuseWhenFull({ db, limits, login }: Context): Promise<Refusal | undefined> {
  if ((await roomCount(db, login.user.id)) < limits.channelsPerUser) return undefined;
  return new Refusal(
    'limit_reached',
    `You are in ${limits.channelsPerUser} rooms, as many as this host allows; leave one first.`,
  );
}

/** Tells all devices of the asker that they are in the channel, and answers how they see it. */
export async function announceJoined(context: Context, id: ChannelId): Promise<JoinedChannel | Refusal> {
  const channel = await viewJoined(context, id);
  if (channel === undefined) return new Refusal('not_found', 'There is no such channel any more.');
  tellUser(context.bus, context.login.user.id, { type: 'channel.joined', channel });
  return channel;
}
