// Roles of servers: made, changed, ordered, deleted, given and taken.
import { Refusal } from '../../common/errors.ts';
import type { RoleId, ServerId, UserId } from '../../common/ids.ts';
import { fromBits, toBits, type Bits } from '../../common/permissions.ts';
import type { Role, ServerMember } from '../../common/places.ts';
import type { CheckedParams } from '../../common/requests.ts';
import { noSuchRole, type RoleOfMember, type RolePlace } from '../domain/rules/roles.ts';
import type { ServerPlace } from '../domain/rules/servers.ts';
import * as store from '../store/roles.ts';
import type { RoleLook, StoredRole } from '../store/roles.ts';
import { listRoleMembers } from '../store/role-members.ts';
import { differences, isEmpty } from '../store/server-changes.ts';
import { findServerMember } from '../store/server-members.ts';
import { findServer, type ServerChange, type ServerWork } from '../store/servers.ts';
import { findStandings } from '../store/standings.ts';
import { apart, type Transaction } from '../store/transaction.ts';
import type { Context, Handler } from './context.ts';
import { changing, record, type Deed, type RoleChange } from './role-change.ts';
import { tellPart, tellServer } from './tell-server.ts';

interface OfRole extends RolePlace {
  readonly stored: StoredRole;
}

async function loadRole(tx: Transaction, asker: UserId, id: RoleId): Promise<OfRole | Refusal> {
  const stored = await store.findRole(tx, id);
  if (stored === undefined) return noSuchRole();
  const me = (await findStandings(tx, stored.server, [asker])).get(asker) ?? null;
  return {
    server: { id: stored.server },
    me,
    stored,
    role: { position: stored.position, isDefault: stored.is_default },
  };
}

/** Nobody's permissions change by it. */
const nobody = { users: [], channels: [] } as const;

type Create = ServerPlace & { readonly granted: Bits };

export const create: Handler<'role.create', Create> = changing({
  name: 'role.create',
  load: async (tx, asker, { server, permissions }): Promise<Create> => {
    const me = (await findStandings(tx, server, [asker])).get(asker) ?? null;
    return { server: { id: server }, me, granted: toBits(permissions) };
  },
  work: async (tx, deed: Deed<'role.create', Create>): Promise<ServerWork<RoleId, Refusal>> => {
    const { server, name, permissions, colour = null, hoisted = false, mentionable = false } = deed.params;
    const most = deed.context.limits.rolesPerServer;
    if ((await store.countRoles(tx, server)) >= most)
      return { undone: new Refusal('limit_reached', `A server has at most ${most} roles; delete one first.`) };
    if (await store.isRoleNameTaken(tx, server, { name })) return { undone: nameTaken(name) };
    const look = { name, permissions: toBits(permissions), colour, hoisted, mentionable };
    const id = await store.insertRole(tx, server, look);
    await record(tx, deed, { action: 'role.create', target: { type: 'role', id, name }, after: shown(look) });
    return { result: id, access: nobody };
  },
  tell: async ({ context, params }, change) => await tellRole(context, params.server, change),
});

type Update = OfRole & { readonly granted: Bits; readonly keepsItsLook: boolean };

export const update: Handler<'role.update', Update> = changing({
  name: 'role.update',
  load: async (tx, asker, params): Promise<Update | Refusal> => {
    const loaded = await loadRole(tx, asker, params.role);
    if (loaded instanceof Refusal) return loaded;
    const { name, hoisted, mentionable, permissions } = lookAfter(loaded.stored, params);
    const { stored } = loaded;
    const keepsItsLook = name === stored.name && hoisted === stored.hoisted && mentionable === stored.mentionable;
    return { ...loaded, granted: permissions & ~stored.permissions, keepsItsLook };
  },
  scope: async (tx, { stored }) => await accessOf(tx, stored),
  work: async (tx, deed: Deed<'role.update', Update>): Promise<ServerWork<RoleId, Refusal | 'same'>> => {
    const { stored } = deed.object;
    const { id, server } = stored;
    const look = lookAfter(stored, deed.params);
    if (await store.isRoleNameTaken(tx, server, { name: look.name, but: id })) return { undone: nameTaken(look.name) };
    const diff = differences(shown(stored), shown(look));
    if (isEmpty(diff)) return { undone: 'same' };
    await store.updateRole(tx, id, look);
    const target = { type: 'role', id, name: stored.name };
    await record(tx, deed, { action: 'role.update', target, ...diff });
    return { result: id, access: look.permissions === stored.permissions ? nobody : await accessOf(tx, stored) };
  },
  same: async ({ context, object }) => await roleNow(context, object.server.id, object.stored.id),
  tell: async ({ context, object }, change) => await tellRole(context, object.server.id, change),
});

type Move = OfRole & { readonly to: number };

export const move: Handler<'role.move', Move> = changing({
  name: 'role.move',
  load: async (tx, asker, { role, position }): Promise<Move | Refusal> => {
    const loaded = await loadRole(tx, asker, role);
    return loaded instanceof Refusal ? loaded : { ...loaded, to: position };
  },
  work: async (tx, deed: Deed<'role.move', Move>): Promise<ServerWork<RoleId, Refusal | 'same'>> => {
    const { stored } = deed.object;
    const { id, name, position } = stored;
    const to = await store.moveRole(tx, stored, deed.params.position);
    if (to === position) return { undone: 'same' };
    const places = { before: { position }, after: { position: to } };
    await record(tx, deed, { action: 'role.move', target: { type: 'role', id, name }, ...places });
    return { result: id, access: nobody };
  },
  same: async ({ context, object }) => await roleNow(context, object.server.id, object.stored.id),
  tell: async ({ context, object }, change) => await tellRole(context, object.server.id, change),
});

export const remove: Handler<'role.delete', OfRole> = changing({
  name: 'role.delete',
  load: async (tx, asker, { role }) => await loadRole(tx, asker, role),
  scope: async (tx, { stored }) => await accessOf(tx, stored),
  work: async (tx, deed: Deed<'role.delete', OfRole>): Promise<ServerWork<null, Refusal>> => {
    const { stored } = deed.object;
    const { id, name, position } = stored;
    const access = await accessOf(tx, stored);
    await store.deleteRole(tx, stored);
    const before = { ...shown(stored), position };
    await record(tx, deed, { action: 'role.delete', target: { type: 'role', id, name }, before });
    return { result: null, access };
  },
  tell: async ({ context, object }, change) => {
    await tellServer(context, object.server.id, change);
    return {};
  },
});

type OfMember = OfRole & RoleOfMember;
type Giving = RoleChange<'role.give' | 'role.take', OfMember, UserId>;

const ofMember: Pick<Giving, 'load' | 'tell'> & Required<Pick<Giving, 'scope' | 'same'>> = {
  scope: (_tx, _object, { user }) => ({ users: [user] }),
  load: async (tx, asker, { role, user }) => {
    const loaded = await loadRole(tx, asker, role);
    if (loaded instanceof Refusal) return loaded;
    const target = (await findStandings(tx, loaded.server.id, [user])).get(user) ?? null;
    return { ...loaded, granted: loaded.stored.permissions, target };
  },
  tell: async ({ context, object, params }, change) => {
    await tellServer(context, object.server.id, change);
    await tellPart(context, object.server.id, params.user);
    return await memberNow(context, object.server.id, params.user);
  },
  same: async ({ context, object, params }) => await memberNow(context, object.server.id, params.user),
};

async function memberNow({ db }: Context, server: ServerId, user: UserId): Promise<ServerMember | Refusal> {
  return (
    (await findServerMember(db, server, user)) ?? new Refusal('not_found', 'They are not in that server any more.')
  );
}

export const give: Handler<'role.give', OfMember> = changing({
  ...ofMember,
  name: 'role.give',
  work: async (tx, deed: Deed<'role.give', OfMember>): Promise<ServerWork<UserId, Refusal | 'same'>> => {
    const { user, role } = deed.params;
    const most = deed.context.limits.rolesPerMember;
    if (!(await store.giveRole(tx, role, user))) return { undone: 'same' };
    if ((await store.countRolesOf(tx, deed.object.server.id, user)) > most) {
      await store.takeRole(tx, role, user);
      return { undone: new Refusal('limit_reached', `A member has at most ${most} roles; take one first.`) };
    }
    await recordOfMember(tx, deed, 'role.give');
    return { result: user, access: { users: [user] } };
  },
});

export const take: Handler<'role.take', OfMember> = changing({
  ...ofMember,
  name: 'role.take',
  work: async (tx, deed: Deed<'role.take', OfMember>): Promise<ServerWork<UserId, Refusal | 'same'>> => {
    const { user, role } = deed.params;
    if (!(await store.takeRole(tx, role, user))) return { undone: 'same' };
    await recordOfMember(tx, deed, 'role.take');
    return { result: user, access: { users: [user] } };
  },
});

export const members: Handler<'role.members', OfRole> = {
  load: async ({ db, login }, { role }) => await loadRole(apart(db), login.user.id, role),
  run: async ({ db }, { role, username, after, limit }) => {
    const found = await listRoleMembers(db, role, { username, after, limit: limit + 1 });
    return { members: found.slice(0, limit), has_more: found.length > limit };
  },
};

const nameTaken = (name: string) => new Refusal('name_taken', `The server has a role "${name}" already.`);

function lookAfter(stored: StoredRole, params: CheckedParams<'role.update'>): RoleLook {
  const { name, permissions, colour, hoisted, mentionable } = params;
  return {
    name: name ?? stored.name,
    permissions: permissions === undefined ? stored.permissions : toBits(permissions),
    colour: colour === undefined ? stored.colour : colour,
    hoisted: hoisted ?? stored.hoisted,
    mentionable: mentionable ?? stored.mentionable,
  };
}

/** As the audit log keeps it. */
function shown({ name, permissions, colour, hoisted, mentionable }: RoleLook): Readonly<Record<string, unknown>> {
  return { name, permissions: fromBits(permissions), colour, hoisted, mentionable };
}

/** Whose permissions the role makes. */
async function accessOf(tx: Transaction, role: StoredRole): Promise<{ users?: readonly UserId[] }> {
  return role.is_default ? {} : { users: await store.holdersOf(tx, role.id) };
}

async function recordOfMember(
  tx: Transaction,
  deed: Deed<'role.give' | 'role.take', OfMember>,
  action: 'role.give' | 'role.take',
): Promise<void> {
  const { params, object } = deed;
  const role = { id: object.stored.id, name: object.stored.name };
  const name = await store.usernameOf(tx, params.user);
  const target = { type: 'member', id: params.user, name };
  await record(tx, deed, { action, target, ...(action === 'role.give' ? { after: { role } } : { before: { role } }) });
}

async function tellRole(context: Context, server: ServerId, change: ServerChange<RoleId>): Promise<Role | Refusal> {
  await tellServer(context, server, change);
  return await roleNow(context, server, change.result);
}

async function roleNow({ db }: Context, server: ServerId, role: RoleId): Promise<Role | Refusal> {
  const found = await findServer(db, server);
  return found?.server.roles.find(({ id }) => id === role) ?? noSuchRole();
}
