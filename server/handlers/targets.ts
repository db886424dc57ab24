// What a person types to name a channel: `#room`, `server/#channel`, `@user` or an id.
import { Refusal } from '../../common/errors.ts';
import { ChannelId } from '../../common/ids.ts';
import { type Seat, findSeat } from '../store/channels.ts';
import { openDm } from '../store/dms.ts';
import { findRoomId } from '../store/rooms.ts';
import { findUserByName } from '../store/users.ts';
import { announceJoined, refuseWhenFull } from './channels.ts';
import type { Context, Handler } from './context.ts';
import { ownAccount } from './own.ts';
import { tellUser } from './tell.ts';
import { viewJoined } from './views.ts';

export const open: Handler<'dm.open'> = {
  load: ownAccount,
  run: async (context, { username }) => await dmWith(context, username),
};

export const resolve: Handler<'channel.resolve', Seat | 'own account'> = {
  load: async (context, { target }) => {
    if (target.startsWith('@')) return 'own account';
    const id = ChannelId.safeParse(target.toLowerCase());
    if (!id.success && !target.startsWith('#')) return unreadable(target);
    const found = id.success ? id.data : await findRoomId(context.db, target.slice(1).toLowerCase());
    const seat = found === undefined ? undefined : await findSeat(context.db, found, context.login.user.id);
    return seat ?? new Refusal('not_found', `There is no channel ${target} that you can see.`);
  },
  run: async (context, { target }, seat) => {
    if (seat === 'own account') return await dmWith(context, target.slice(1));
    const joined = await viewJoined(context, seat.channel.id);
    return joined ?? new Refusal('not_a_member', `You are not in #${seat.channel.name}; join it first.`);
  },
};

function unreadable(target: string): Refusal {
  if (target.includes('/#')) return new Refusal('not_found', `There is no server channel ${target} that you can see.`);
  return new Refusal('bad_request', `"${target}" names no channel; write #room, server/#channel, @user or an id.`);
}

async function dmWith(context: Context, name: string): ReturnType<(typeof open)['run']> {
  const { db, bus, login } = context;
  const peer = await findUserByName(db, name.replace(/^@/, ''));
  if (peer === undefined) return new Refusal('not_found', `There is no user ${name}.`);
  const full = await refuseWhenFull(context);
  if (full !== undefined) return full;
  const dm = await openDm(db, login.user.id, peer.id);
  if (dm.made && peer.id !== login.user.id) {
    const channel = await viewJoined(context, dm.id, peer.id);
    if (channel !== undefined) tellUser(bus, peer.id, { type: 'channel.joined', channel });
  }
  if (dm.made) return await announceJoined(context, dm.id);
  return (await viewJoined(context, dm.id)) ?? new Refusal('not_found');
}
