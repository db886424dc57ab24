// Members of servers and rooms: removed, banned, and silenced for a time.
import { Refusal } from '../../common/errors.ts';
import type { ChannelId, ServerId } from '../../common/ids.ts';
import type { Deed, Watched } from '../domain/rules/moderation.ts';
import { noSuchChannel } from '../domain/rules/channels.ts';
import { liftBan, listBans, writeBan, type Ban, type Place } from '../store/bans.ts';
import { findMembership } from '../store/channels.ts';
import { findRoomStandings, removeMember, silence } from '../store/moderation.ts';
import { findStandings } from '../store/standings.ts';
import type { Transaction } from '../store/transaction.ts';
import { findUserByName, type StoredUser } from '../store/users.ts';
import { carryOut, entryOf, noMember, type LoadedDeed } from './carry-out.ts';
import type { Context, Handler } from './context.ts';
import type { Asking } from './judging.ts';
import { purge } from './purge.ts';

interface Where {
  readonly server?: ServerId | undefined;
  readonly channel?: ChannelId | undefined;
}

export const kick: Handler<'member.kick', LoadedDeed> = {
  load: loadDeed,
  run: async (context, { reason }, deed) => {
    const done = await carryOut(context, { name: 'member.kick', deed }, async (tx) => {
      if (!(await removeMember(tx, deed.place, deed.user.id))) return noMember(deed);
      return { result: {}, entry: entryOf(context, deed, { action: 'member.kick', reason }) };
    });
    return done instanceof Refusal ? done : {};
  },
};

export const ban: Handler<'member.ban', LoadedDeed> = {
  load: loadDeed,
  run: async (context, { reason, duration_s, delete_messages_hours: hours }, deed) => {
    const { user, place } = deed;
    const by = context.login.user.id;
    const written = await carryOut(context, { name: 'member.ban', deed }, async (tx): Promise<Done<Ban>> => {
      await removeMember(tx, place, user.id);
      const result = await writeBan(tx, place, { user: user.id, by, reason, duration_s: duration_s ?? null });
      const after = { until: result.until, delete_messages_hours: hours };
      return { result, entry: entryOf(context, deed, { action: 'member.ban', reason, after }) };
    });
    if (written instanceof Refusal) return written;
    const deleted = hours === 0 ? 0 : await purge(context, { place, user: user.id, hours });
    return { ban: written, deleted };
  },
};

export const unban: Handler<'member.unban', LoadedDeed> = {
  load: loadDeed,
  run: async (context, { reason }, deed) => {
    const done = await carryOut(context, { name: 'member.unban', deed }, async (tx) => {
      const held = await liftBan(tx, deed.place, deed.user.id);
      if (!held) return new Refusal('not_found', `@${deed.user.username} is not banned there.`);
      return { result: {}, entry: entryOf(context, deed, { action: 'member.unban', reason }) };
    });
    return done instanceof Refusal ? done : {};
  },
};

export const timeOut: Handler<'member.time_out', LoadedDeed> = {
  load: loadDeed,
  run: async (context, { reason, duration_s: seconds }, deed) => {
    const silent = { deed, seconds, reason };
    const done = await carryOut(context, { name: 'member.time_out', deed }, (tx) => silenced(context, tx, silent));
    return done instanceof Refusal ? done : { until: done ?? '' };
  },
};

export const endTimeOut: Handler<'member.end_time_out', LoadedDeed> = {
  load: loadDeed,
  run: async (context, { reason }, deed) => {
    const ended = { deed, seconds: null, reason };
    const done = await carryOut(context, { name: 'member.end_time_out', deed }, (tx) => silenced(context, tx, ended));
    return done instanceof Refusal ? done : {};
  },
};

export const bans: Handler<'ban.list', LoadedWatch> = {
  load: loadWatch,
  run: async ({ db }, { after, limit }, { place }) => {
    const found = await listBans(db, place, { after, limit: limit + 1 });
    return { bans: found.slice(0, limit), has_more: found.length > limit };
  },
};

type Done<T> = { readonly result: T; readonly entry: ReturnType<typeof entryOf> } | Refusal;

interface Silencing {
  readonly deed: LoadedDeed;
  /** Null ends it. */
  readonly seconds: number | null;
  readonly reason: string;
}

async function silenced(
  context: Context,
  tx: Transaction,
  { deed, seconds, reason }: Silencing,
): Promise<Done<string | null>> {
  const done = await silence(tx, deed.place, { user: deed.user.id, seconds });
  if (done === undefined) return noMember(deed);
  const { until, before } = done;
  if (seconds === null && before === null)
    return new Refusal('not_found', `@${deed.user.username} is not timed out there.`);
  const action = seconds === null ? 'member.end_time_out' : 'member.time_out';
  const values = { before: { until: before }, after: { until } };
  return { result: until, entry: entryOf(context, deed, { action, reason, ...values }) };
}

type LoadedWatch = Watched & { readonly place: Place; readonly title: string };

async function loadWatch({ db, login }: Asking, where: Where): Promise<LoadedWatch | Refusal> {
  const me = login.user.id;
  if (where.server !== undefined) {
    const standings = await findStandings(db, where.server, [me]);
    const server = { server: { id: where.server }, me: standings.get(me) ?? null };
    return { type: 'server', server, place: { type: 'server', id: where.server }, title: 'the server' };
  }
  const id = where.channel;
  const room = id === undefined ? undefined : await findMembership(db, id, me);
  const standing = id === undefined ? undefined : (await findRoomStandings(db, id, [me])).get(me);
  if (id === undefined || room === undefined || standing === undefined) return noSuchChannel();
  return { type: 'room', room, me: standing, place: { type: 'room', id }, title: `#${room.channel.name}` };
}

/** Who is no member stands below all who are: it takes no more than the permission to keep them out. */
const outside = { isOwner: false, rank: -1 };

async function loadDeed(
  context: Context,
  params: Where & { readonly username: string },
): Promise<LoadedDeed | Refusal> {
  const where = await loadWatch(context, params);
  if (where instanceof Refusal) return where;
  const name = params.username.replace(/^@/, '');
  const user = await findUserByName(context.db, name);
  if (user === undefined) return new Refusal('not_found', `There is no user ${name}.`);
  const { place, title } = where;
  const reload = async (asking: Asking): Promise<Deed | Refusal> => {
    const now = await loadWatch(asking, params);
    return now instanceof Refusal ? now : { where: now, target: await rankOf(asking, now, user) };
  };
  return { where, place, title, user, target: await rankOf(context, where, user), reload };
}

async function rankOf({ db }: Asking, { place }: LoadedWatch, { id }: StoredUser): Promise<Deed['target']> {
  const standings =
    place.type === 'server' ? await findStandings(db, place.id, [id]) : await findRoomStandings(db, place.id, [id]);
  return standings.get(id) ?? outside;
}
