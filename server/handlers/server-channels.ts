// Channels of servers: made, changed and deleted. (The requests are those of rooms: see channels.ts.)
import { Refusal } from '../../common/errors.ts';
import type { ChannelId, ServerId } from '../../common/ids.ts';
import type { Channel, JoinedChannel } from '../../common/model.ts';
import { toBits, type Permission } from '../../common/permissions.ts';
import type { CheckedParams } from '../../common/requests.ts';
import { noSuchChannel, type Kept as Keeping, type Reshaped } from '../domain/rules/channels.ts';
import { eachInTurns } from '../domain/slices.ts';
import { noSuchServer, type ServerPlace } from '../domain/rules/servers.ts';
import {
  createServerChannel,
  deleteServerChannel,
  reshapeChannel,
  type NotMade,
  type NotReshaped,
} from '../store/server-channels.ts';
import { findMembership, type Membership } from '../store/channels.ts';
import { findUserById } from '../store/users.ts';
import type { Context } from './context.ts';
import { judging, type Asking } from './judging.ts';
import { serverPlace } from './server-place.ts';
import { tellAccess, tellServer, toldAtOnce } from './tell-server.ts';
import { tellChanged, tellUser } from './tell.ts';
import { viewJoined } from './views.ts';

/** What keeps a channel to some: the permission that the default role is denied there. */
const denials = { private: 'view', read_only: 'send' } as const satisfies Record<string, Permission>;

type Kept = { readonly [K in keyof typeof denials]?: boolean | undefined };

/** The permissions of those of the two that are `wanted` to be so. */
export function denied(kept: Kept, wanted: 'on' | 'off'): Permission[] {
  const is = wanted === 'on';
  return [...(kept.private === is ? [denials.private] : []), ...(kept.read_only === is ? [denials.read_only] : [])];
}

export async function createInServer(
  context: Context,
  params: CheckedParams<'channel.create'>,
  { server: { id: server } }: ServerPlace,
): Promise<JoinedChannel | Refusal> {
  const { db, limits, login } = context;
  const { name, topic, type, category = null, reason } = params;
  const change = await createServerChannel(
    db,
    {
      server,
      name,
      topic,
      type,
      category,
      most: limits.channelsPerServer,
      seats: limits.seatsPerUser,
      denied: toBits(denied(params, 'on')),
    },
    {
      actor: login.user,
      reason,
      judge: judging(context, 'channel.create', (asking) => serverPlace(asking, { server })),
    },
  );
  if (change === undefined) return noSuchServer();
  if ('undone' in change) return notMade(change.undone, name, limits);
  await tellServer(context, server, change, change.result);
  return (await viewJoined(context, change.result)) ?? noSuchChannel();
}

function notMade(why: NotMade, name: string, { channelsPerServer: most, seatsPerUser }: Context['limits']): Refusal {
  if (why instanceof Refusal) return why;
  if (typeof why === 'object')
    return new Refusal(
      'limit_reached',
      `@${why.over} would be in more than ${seatsPerUser} channels of servers, as many as this host allows; delete a channel first, or make one that they do not see.`,
    );
  switch (why) {
    case 'limit_reached':
      return new Refusal('limit_reached', `This server has ${most} channels, as many as this host allows.`);
    case 'no_such_category':
      return new Refusal('not_found', 'There is no such category in this server.', undefined, 'category');
    case 'name_taken':
      return taken(name);
  }
}

const taken = (name: string) =>
  new Refusal(
    'name_taken',
    `There is a channel #${name} in this server already; you may not be able to see it.`,
    undefined,
    'name',
  );

/** Not what was looked up earlier: a channel is changed rarely, and by those who still may. */
export async function placeOf({ db, login }: Asking, channel: ChannelId): Promise<LoadedKept | Refusal> {
  const place = await findMembership(db, channel, login.user.id);
  if (place === undefined) return noSuchChannel();
  const isOfHost = place.channel.kind === 'room';
  return { place, ownsHost: isOfHost && (await findUserById(db, login.user.id))?.platform_role === 'owner' };
}

export interface LoadedKept extends Keeping {
  readonly place: Membership;
}

export interface LoadedReshaped extends LoadedKept, Reshaped {
  readonly place: Membership;
}

export async function reshaped(
  asking: Asking,
  params: CheckedParams<'channel.update'>,
): Promise<LoadedReshaped | Refusal> {
  const kept = await placeOf(asking, params.channel);
  if (kept instanceof Refusal) return kept;
  const { channel: _, name: __, topic: ___, reason: ____, ...beyond } = params;
  const isBeyondRooms = Object.values(beyond).some((part) => part !== undefined);
  return { ...kept, isBeyondRooms, lifts: denied(params, 'off') };
}

export interface InServer {
  readonly server: ServerId;
  readonly membership: Membership;
}

export async function updateInServer(
  context: Context,
  params: CheckedParams<'channel.update'>,
  { server, membership }: InServer,
): Promise<Channel | Refusal> {
  const { db, bus, login } = context;
  const { channel: id, name, topic, slow_mode_s, archived, category, before, reason } = params;
  const bits = {
    deny: toBits(denied(params, 'on')),
    undeny: toBits(denied(params, 'off')),
  };
  const wanted = { name, topic, slow_mode_s, archived, category, before, ...bits };
  const change = await reshapeChannel(db, { server, id }, wanted, {
    actor: login.user,
    reason,
    judge: judging(context, 'channel.update', (asking) => reshaped(asking, params)),
  });
  if (change === undefined) return noSuchChannel();
  if ('undone' in change) return change.undone === 'same' ? shown(membership) : notReshaped(change.undone, name ?? '');
  const { changed, members } = change.result;
  tellChanged(bus, changed);
  await tellAccess(context, server, members);
  await tellServer(context, server, change);
  return changed.findLast(({ channel }) => channel.id === id)?.channel ?? shown(membership);
}

function shown(membership: Membership): Channel {
  const { owner_id: _, ...channel } = membership.channel;
  return channel;
}

function notReshaped(why: Exclude<NotReshaped, 'same'>, name: string): Refusal {
  if (why instanceof Refusal) return why;
  switch (why) {
    case 'gone':
      return noSuchChannel();
    case 'no_such_place':
      return new Refusal(
        'not_found',
        'There is no such place: `before` is a channel of `category`, and both are of this server.',
      );
    case 'name_taken':
      return taken(name);
  }
}

export async function deleteInServer(
  context: Context,
  { channel: id, reason }: { readonly channel: ChannelId; readonly reason: string },
  { server, membership }: InServer,
): Promise<Record<string, never> | Refusal> {
  const { db, bus, turns, login } = context;
  const { name } = membership.channel;
  const change = await deleteServerChannel(
    db,
    { server, id, name },
    { actor: login.user, reason, judge: judging(context, 'channel.delete', (asking) => placeOf(asking, id)) },
  );
  if (change === undefined) return noSuchChannel();
  if ('undone' in change) return change.undone === 'gone' ? noSuchChannel() : change.undone;
  await turns.take(server, async () => {
    await eachInTurns(change.users, toldAtOnce, (user) => tellUser(bus, user, { type: 'channel.left', channel: id }));
  });
  tellChanged(bus, change.result);
  await tellServer(context, server, change);
  return {};
}
