// The roles of servers: their order from the bottom, which never has holes, and whose they are.
import { newId, RoleId, type ServerId, type UserId } from '../../common/ids.ts';
import type { Bits } from '../../common/permissions.ts';
import type { Role } from '../../common/places.ts';
import { roleColumns } from './servers.ts';
import type { Transaction } from './transaction.ts';

export interface StoredRole extends Omit<Role, 'permissions'> {
  readonly server: ServerId;
  readonly permissions: Bits;
}

/** A role of a server; those of the host are none. */
export async function findRole(tx: Transaction, id: RoleId): Promise<StoredRole | undefined> {
  const text = `select ${roleColumns}, r.server_id as server from roles r where r.id = $1 and r.server_id is not null`;
  return (await tx.rows<StoredRole>(text, [id]))[0];
}

export interface RoleLook {
  readonly name: string;
  readonly permissions: Bits;
  readonly colour: string | null;
  readonly hoisted: boolean;
  readonly mentionable: boolean;
}

/** Whether another role of the server has that name. */
export async function isRoleNameTaken(
  tx: Transaction,
  server: ServerId,
  { name, but }: { readonly name: string; readonly but?: RoleId },
): Promise<boolean> {
  const found = await tx.rows(
    'select 1 from roles where server_id = $1 and lower(name) = lower($2) and id is distinct from $3',
    [server, name, but ?? null],
  );
  return found.length > 0;
}

export async function countRoles(tx: Transaction, server: ServerId): Promise<number> {
  const [row] = await tx.rows<{ n: number }>('select count(*)::float8 as n from roles where server_id = $1', [server]);
  return row?.n ?? 0;
}

/** Makes a role right above the default role. */
export async function insertRole(tx: Transaction, server: ServerId, look: RoleLook): Promise<RoleId> {
  const id = newId(RoleId);
  await tx.rows('update roles set position = position + 1 where server_id = $1 and position > 0', [server]);
  await tx.rows(
    `insert into roles (id, server_id, name, permissions, colour, is_hoisted, is_mentionable, position)
     values ($1, $2, $3, $4, $5, $6, $7, 1)`,
    [id, server, look.name, look.permissions, look.colour, look.hoisted, look.mentionable],
  );
  return id;
}

export async function updateRole(tx: Transaction, id: RoleId, look: RoleLook): Promise<void> {
  await tx.rows(
    'update roles set name = $2, permissions = $3, colour = $4, is_hoisted = $5, is_mentionable = $6 where id = $1',
    [id, look.name, look.permissions, look.colour, look.hoisted, look.mentionable],
  );
}

/** Gives a role another place, at most the top; answers which. Those between move by one. */
export async function moveRole(tx: Transaction, role: StoredRole, position: number): Promise<number> {
  const to = Math.min(position, (await countRoles(tx, role.server)) - 1);
  const [from, step] = to > role.position ? [role.position + 1, -1] : [to, 1];
  await tx.rows(
    `update roles set position = position + $2 where server_id = $1 and position between $3 and $4 and id <> $5`,
    [role.server, step, from, to > role.position ? to : role.position - 1, role.id],
  );
  await tx.rows('update roles set position = $2 where id = $1', [role.id, to]);
  return to;
}

/** Its overrides and who has it go with it. */
export async function deleteRole(tx: Transaction, role: StoredRole): Promise<void> {
  await tx.rows('delete from roles where id = $1', [role.id]);
  await tx.rows('update roles set position = position - 1 where server_id = $1 and position > $2', [
    role.server,
    role.position,
  ]);
}

/** How many roles somebody has in a server besides the default role. */
export async function countRolesOf(tx: Transaction, server: ServerId, user: UserId): Promise<number> {
  const [row] = await tx.rows<{ n: number }>(
    'select count(*)::float8 as n from user_roles ur join roles r on r.id = ur.role_id where r.server_id = $1 and ur.user_id = $2',
    [server, user],
  );
  return row?.n ?? 0;
}

/** Answers false where they have it already. */
export async function giveRole(tx: Transaction, role: RoleId, user: UserId): Promise<boolean> {
  const given = await tx.rows(
    'insert into user_roles (user_id, role_id) values ($1, $2) on conflict do nothing returning 1',
    [user, role],
  );
  return given.length === 1;
}

/** Answers false where they did not have it. */
export async function takeRole(tx: Transaction, role: RoleId, user: UserId): Promise<boolean> {
  const taken = await tx.rows('delete from user_roles where user_id = $1 and role_id = $2 returning 1', [user, role]);
  return taken.length === 1;
}

/** Who has the role, with their names. */
export async function holdersOf(tx: Transaction, role: RoleId): Promise<UserId[]> {
  const found = await tx.rows<{ id: UserId }>('select user_id as id from user_roles where role_id = $1', [role]);
  return found.map(({ id }) => id);
}

export async function usernameOf(tx: Transaction, user: UserId): Promise<string> {
  return (await tx.rows<{ username: string }>('select username from users where id = $1', [user]))[0]?.username ?? '';
}
