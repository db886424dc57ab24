// What a person types to name a channel: `#room`, `server/#channel`, `@user` or an id.
import { Refusal } from '../../common/errors.ts';
import { ChannelId, type UserId } from '../../common/ids.ts';
import { type Membership, findMembership, findServerChannels } from '../store/channels.ts';
import { findDm, openDm } from '../store/dms.ts';
import type { FoundPerson } from '../store/friends.ts';
import { findRoomId } from '../store/rooms.ts';
import { noSuchChannel } from '../domain/rules/channels.ts';
import { announceJoined } from './channels.ts';
import type { Context, Handler } from './context.ts';
import { personNamed } from './people.ts';
import { ambiguous } from './servers.ts';
import { tellUser } from './tell.ts';
import { viewJoined } from './views.ts';

export const open: Handler<'dm.open', FoundPerson> = {
  load: personNamed,
  run: async (context, _params, { person }) => await dmWith(context, person.id),
};

export const resolve: Handler<'channel.resolve', Membership | FoundPerson> = {
  load: async (context, { target }) => {
    if (target.startsWith('@')) return await personNamed(context, { username: target });
    const at = target.lastIndexOf('/#');
    if (at > 0) return await inServer(context, { target, server: target.slice(0, at), name: target.slice(at + 2) });
    const id = ChannelId.safeParse(target.toLowerCase());
    if (!id.success && !target.startsWith('#')) return unreadable(target);
    const found = id.success ? id.data : await findRoomId(context.db, target.slice(1).toLowerCase());
    const membership = found === undefined ? undefined : await findMembership(context.db, found, context.login.user.id);
    // A room is looked for by a name that anybody may know; an id says no more than that there is nothing to see.
    return membership ?? (id.success ? noSuchChannel() : unseen(target));
  },
  run: async (context, _params, found) => {
    if ('person' in found) return await dmWith(context, found.person.id);
    const joined = await viewJoined(context, found.channel.id);
    return joined ?? new Refusal('not_a_member', `You are not in #${found.channel.name}; join it first.`);
  },
};

const unseen = (target: string) => new Refusal('not_found', `There is no channel ${target} that you can see.`);

/** Servers may share a name: what counts is whether one of them has such a channel. */
async function inServer(
  { db, login }: Context,
  { target, server, name }: { readonly target: string; readonly server: string; readonly name: string },
): Promise<Membership | Refusal> {
  const [found, ...more] = await findServerChannels(db, login.user.id, { server, name: name.toLowerCase() });
  if (found === undefined) return unseen(target);
  return more.length > 0
    ? ambiguous(target, [found, ...more])
    : ((await findMembership(db, found, login.user.id)) ?? unseen(target));
}

function unreadable(target: string): Refusal {
  return new Refusal('bad_request', `"${target}" names no channel; write #room, server/#channel, @user or an id.`);
}

async function dmWith(context: Context, peer: UserId): ReturnType<(typeof open)['run']> {
  const { db, bus, login } = context;
  const known = await findDm(db, login.user.id, peer);
  if (known !== undefined) return (await viewJoined(context, known)) ?? noSuchChannel();
  // However it is asked for, making a channel is a change.
  const over = context.rates.spend('write', login.user.id);
  if (over !== undefined) return over;
  const dm = await openDm(db, login.user.id, peer);
  if (dm.made && peer !== login.user.id) {
    const channel = await viewJoined(context, dm.id, peer);
    if (channel !== undefined) tellUser(bus, peer, { type: 'channel.joined', channel });
  }
  return await announceJoined(context, dm.id);
}
