// What a person types to name a channel: `#room`, `server/#channel`, `@user` or an id.
import { Refusal } from '../../common/errors.ts';
import { ChannelId } from '../../common/ids.ts';
import { type Membership, findMembership, findServerChannels } from '../store/channels.ts';
import { findDm, openDm } from '../store/dms.ts';
import { findRoomId } from '../store/rooms.ts';
import { findUserByName } from '../store/users.ts';
import { noSuchChannel } from '../domain/rules/channels.ts';
import { announceJoined } from './channels.ts';
import type { Context, Handler } from './context.ts';
import { ownAccount } from './own.ts';
import { ambiguous } from './servers.ts';
import { tellUser } from './tell.ts';
import { viewJoined } from './views.ts';

export const open: Handler<'dm.open'> = {
  load: ownAccount,
  run: async (context, { username }) => await dmWith(context, username),
};

export const resolve: Handler<'channel.resolve', Membership | 'own account'> = {
  load: async (context, { target }) => {
    if (target.startsWith('@')) return 'own account';
    const at = target.lastIndexOf('/#');
    if (at > 0) return await inServer(context, { target, server: target.slice(0, at), name: target.slice(at + 2) });
    const id = ChannelId.safeParse(target.toLowerCase());
    if (!id.success && !target.startsWith('#')) return unreadable(target);
    const found = id.success ? id.data : await findRoomId(context.db, target.slice(1).toLowerCase());
    const membership = found === undefined ? undefined : await findMembership(context.db, found, context.login.user.id);
    // A room is looked for by a name that anybody may know; an id says no more than that there is nothing to see.
    return membership ?? (id.success ? noSuchChannel() : unseen(target));
  },
  run: async (context, { target }, membership) => {
    if (membership === 'own account') return await dmWith(context, target.slice(1));
    const joined = await viewJoined(context, membership.channel.id);
    return joined ?? new Refusal('not_a_member', `You are not in #${membership.channel.name}; join it first.`);
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

async function dmWith(context: Context, name: string): ReturnType<(typeof open)['run']> {
  const { db, bus, login } = context;
  const peer = await findUserByName(db, name.replace(/^@/, ''));
  if (peer === undefined) return new Refusal('not_found', `There is no user ${name}.`);
  const known = await findDm(db, login.user.id, peer.id);
  if (known !== undefined) return (await viewJoined(context, known)) ?? noSuchChannel();
  // However it is asked for, making a channel is a change.
  const over = context.rates.spend('write', login.user.id);
  if (over !== undefined) return over;
  const dm = await openDm(db, login.user.id, peer.id);
  if (dm.made && peer.id !== login.user.id) {
    const channel = await viewJoined(context, dm.id, peer.id);
    if (channel !== undefined) tellUser(bus, peer.id, { type: 'channel.joined', channel });
  }
  return await announceJoined(context, dm.id);
}
