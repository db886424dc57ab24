// What channels change for roles and members, and why somebody may do something or not.
import { Refusal } from '../../common/errors.ts';
import type { ChannelId, UserId } from '../../common/ids.ts';
import { fromBits, toBits } from '../../common/permissions.ts';
import type { CheckedParams, Result } from '../../common/requests.ts';
import { explain as explainFacts } from '../domain/explain.ts';
import { noSuchChannel } from '../domain/rules/channels.ts';
import { noSuchRole, type ChannelOfServer, type OverrideChange, type RoleJudged } from '../domain/rules/roles.ts';
import { findFacts } from '../store/explained.ts';
import * as store from '../store/channel-overrides.ts';
import type { OverrideOf } from '../store/channel-overrides.ts';
import { findRole, usernameOf } from '../store/roles.ts';
import type { AccessScope } from '../store/access.ts';
import type { ServerWork } from '../store/servers.ts';
import { findStandings } from '../store/standings.ts';
import { apart, type Transaction } from '../store/transaction.ts';
import type { Context, Handler } from './context.ts';
import { changing, record, type Deed } from './role-change.ts';
import { serverPlace } from './server-place.ts';
import { tellServer } from './tell-server.ts';

type Place = ChannelOfServer & { readonly archived: boolean };

async function loadChannel(tx: Transaction, asker: UserId, channel: ChannelId): Promise<Place | Refusal> {
  const found = await store.findChannelOfServer(tx, channel, asker);
  if (found === undefined) return noSuchChannel();
  const { server, permissions, archived } = found;
  const me = (await findStandings(tx, server, [asker])).get(asker) ?? null;
  return { server: { id: server }, me, permissions, archived };
}

type Target = OverrideChange['target'];
interface Change extends OverrideChange {
  readonly of: OverrideOf;
  readonly before: { readonly allow: number; readonly deny: number };
}
interface Wanted {
  readonly channel: ChannelId;
  readonly role?: OverrideOf['role'] | undefined;
  readonly user?: OverrideOf['user'] | undefined;
  readonly allow: number;
  readonly deny: number;
}

async function loadChange(tx: Transaction, asker: UserId, wanted: Wanted): Promise<Change | Refusal> {
  const place = await loadChannel(tx, asker, wanted.channel);
  if (place instanceof Refusal) return place;
  const { role, user } = wanted;
  const of: OverrideOf | undefined = role !== undefined ? { role } : user !== undefined ? { user } : undefined;
  if (of === undefined) return new Refusal('bad_request');
  const target = await loadTarget(tx, place, of);
  if (target instanceof Refusal) return target;
  const before = await store.findOverride(tx, wanted.channel, of);
  const changed = (before.allow ^ wanted.allow) | (before.deny ^ wanted.deny);
  return { ...place, of, before, target, changed };
}

async function loadTarget(tx: Transaction, { server }: Place, of: OverrideOf): Promise<Target | Refusal> {
  if (of.role === undefined) {
    const standing = (await findStandings(tx, server.id, [of.user])).get(of.user) ?? null;
    return { type: 'member', standing };
  }
  const role = await findRole(tx, of.role);
  return role === undefined || role.server !== server.id ? noSuchRole() : { type: 'role', position: role.position };
}

export const set: Handler<'override.set', Change> = changing({
  name: 'override.set',
  load: async (tx, asker, { allow, deny, ...of }): Promise<Change | Refusal> =>
    await loadChange(tx, asker, { ...of, allow: toBits(allow), deny: toBits(deny) }),
  scope: (_tx, { of }, { channel }) => accessOf(channel, of),
  work: async (tx, deed: Deed<'override.set', Change>): Promise<ServerWork<null, Refusal | 'same'>> => {
    const { channel } = deed.params;
    const [allow, deny] = [toBits(deed.params.allow), toBits(deed.params.deny)];
    const most = deed.context.limits.overridesPerChannel;
    const { before } = deed.object;
    const isNew = (before.allow | before.deny) === 0;
    if (isNew && (allow | deny) !== 0 && (await store.countOverrides(tx, channel)) >= most)
      return { undone: new Refusal('limit_reached', `A channel has at most ${most} overrides; clear one first.`) };
    return await write(tx, deed, { action: 'override.set', channel, allow, deny });
  },
  same: async ({ context, params }) => await overrideNow(context, params),
  tell: async ({ context, object, params }, change) => {
    await tellServer(context, object.server.id, change);
    return await overrideNow(context, params);
  },
});

async function overrideNow({ db }: Context, params: CheckedParams<'override.set'>): Promise<Result<'override.set'>> {
  const found = await store.listOverrides(apart(db), params.channel);
  const is = ({ role, user }: (typeof found)[number]) =>
    role === (params.role ?? null) && (user?.id ?? null) === (params.user ?? null);
  return found.find(is) ?? { role: params.role ?? null, user: null, allow: [], deny: [] };
}

export const clear: Handler<'override.clear', Change> = changing({
  name: 'override.clear',
  load: async (tx, asker, of): Promise<Change | Refusal> => await loadChange(tx, asker, { ...of, allow: 0, deny: 0 }),
  scope: (_tx, { of }, { channel }) => accessOf(channel, of),
  work: async (tx, deed: Deed<'override.clear', Change>): Promise<ServerWork<null, Refusal | 'same'>> =>
    await write(tx, deed, { action: 'override.clear', channel: deed.params.channel, allow: 0, deny: 0 }),
  same: () => Promise.resolve({}),
  tell: async ({ context, object }, change) => {
    await tellServer(context, object.server.id, change);
    return {};
  },
});

interface Written {
  readonly action: 'override.set' | 'override.clear';
  readonly channel: ChannelId;
  readonly allow: number;
  readonly deny: number;
}

async function write(
  tx: Transaction,
  deed: Deed<'override.set' | 'override.clear', Change>,
  { action, channel, allow, deny }: Written,
): Promise<ServerWork<null, Refusal | 'same'>> {
  const { of, before } = deed.object;
  if (before.allow === allow && before.deny === deny) return { undone: 'same' };
  await store.setOverride(tx, channel, { of, allow, deny });
  const found = await store.findChannelOfServer(tx, channel, deed.context.login.user.id);
  const shown = (one: { allow: number; deny: number }) => ({ allow: fromBits(one.allow), deny: fromBits(one.deny) });
  const who = of.role === undefined ? { user: await named(tx, of) } : { role: await named(tx, of) };
  await record(tx, deed, {
    action,
    target: { type: 'channel', id: channel, name: found?.name ?? '' },
    before: { ...who, ...shown(before) },
    after: { ...who, ...shown({ allow, deny }) },
  });
  return { result: null, access: accessOf(channel, of) };
}

async function named(tx: Transaction, of: OverrideOf): Promise<{ id: string; name: string }> {
  if (of.role === undefined) return { id: of.user, name: await usernameOf(tx, of.user) };
  return { id: of.role, name: (await findRole(tx, of.role))?.name ?? '' };
}

function accessOf(channel: ChannelId, of: OverrideOf): AccessScope {
  return of.user === undefined ? { channels: [channel] } : { channels: [channel], users: [of.user] };
}

export const list: Handler<'override.list', Place> = {
  load: async ({ db, login }, { channel }) => await loadChannel(apart(db), login.user.id, channel),
  run: async ({ db }, { channel }) => ({ overrides: await store.listOverrides(apart(db), channel) }),
};

type Explained = RoleJudged['permission.explain'] & { readonly archived?: boolean };

export const explain: Handler<'permission.explain', Explained> = {
  load: async (context, { user: about, channel, server }) => {
    const { db, login } = context;
    if (channel === undefined)
      return server === undefined ? new Refusal('bad_request') : { ...(await serverPlace(context, { server })), about };
    const place = await loadChannel(apart(db), login.user.id, channel);
    return place instanceof Refusal ? place : { ...place, about };
  },
  run: async ({ db }, { user, channel }, place) => {
    const about = channel === undefined ? null : { id: channel, archived: place.archived ?? false };
    const facts = await findFacts(apart(db), { server: place.server.id, user, channel: about });
    if (facts === undefined) return new Refusal('not_found', 'They are not in that server.');
    const { bits, steps } = explainFacts(facts);
    return { permissions: fromBits(bits), steps: [...steps] };
  },
};
