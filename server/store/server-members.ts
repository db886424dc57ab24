// Who is in a server: coming in, going out, and how each is called there. All but the lists happen under the server's lock.
import type { ServerId, UserId } from '../../common/ids.ts';
import type { ListedServer, ServerMember } from '../../common/places.ts';
import { isoTime, rows, type Database } from './database.ts';
import { overSeated } from './seats.ts';
import { changeServer, type ServerChange, type ServerWork } from './servers.ts';
import type { Transaction } from './transaction.ts';

export const memberColumns = `u.id, u.username, m.nickname, ${isoTime('m.joined_at')} as joined_at,
  case when m.timed_out_until > now() then ${isoTime('m.timed_out_until')} end as timed_out_until,
  array(select ur.role_id::text from user_roles ur join roles r on r.id = ur.role_id
    where ur.user_id = m.user_id and r.server_id = m.server_id order by r.position desc, r.id) as roles`;

const membersBy = {
  name: 'server_members',
  text: `select ${memberColumns} from server_members m join users u on u.id = m.user_id
         where m.server_id = $1 and lower(u.username) > lower($2)
           and ($3 = '' or position(lower($3) in lower(u.username)) > 0 or position(lower($3) in lower(m.nickname)) > 0)
         order by lower(u.username) limit $4`,
};

const memberBy = {
  name: 'server_member',
  text: `select ${memberColumns} from server_members m join users u on u.id = m.user_id where m.server_id = $1 and m.user_id = $2`,
};

const listedColumns = `s.id, s.name, s.icon, s.description,
  (select count(*) from server_members m where m.server_id = s.id)::float8 as member_count,
  exists (select 1 from server_members m where m.server_id = s.id and m.user_id = $1) as joined`;

const listedBy = {
  name: 'listed_servers',
  text: `select ${listedColumns} from servers s
         where s.is_listed and ($2 = '' or position(lower($2) in lower(s.name)) > 0 or position(lower($2) in lower(s.description)) > 0)
           and ($3::uuid is null or (lower(s.name), s.id) > (select lower(x.name), x.id from servers x where x.id = $3 and x.is_listed))
         order by lower(s.name), s.id limit $4`,
};

const listedOne = { name: 'listed_server', text: `select ${listedColumns} from servers s where s.id = $2` };

const doorOf = {
  name: 'server_door',
  text: `select s.is_listed as "isListed", exists (select 1 from bans b where b.server_id = s.id and b.user_id = $2
           and (b.until is null or b.until > now())) as "isBanned" from servers s where s.id = $1`,
};

export interface MembersPage {
  readonly query: string;
  readonly after: string;
  readonly limit: number;
}

export async function listServerMembers(db: Database, server: ServerId, page: MembersPage): Promise<ServerMember[]> {
  return await rows<ServerMember>(db, membersBy, [server, page.after, page.query, page.limit]);
}

export async function findServerMember(
  db: Database,
  server: ServerId,
  user: UserId,
): Promise<ServerMember | undefined> {
  return (await rows<ServerMember>(db, memberBy, [server, user]))[0];
}

/** The public directory, as `viewer` sees it. */
export async function listServers(
  db: Database,
  viewer: UserId,
  page: { readonly query: string; readonly after: ServerId | undefined; readonly limit: number },
): Promise<ListedServer[]> {
  return await rows<ListedServer>(db, listedBy, [viewer, page.query, page.after ?? null, page.limit]);
}

/** A server as the directory would list it, whether it is listed or not. */
export async function listedServer(db: Database, viewer: UserId, id: ServerId): Promise<ListedServer | undefined> {
  return (await rows<ListedServer>(db, listedOne, [viewer, id]))[0];
}

/** How a server is open to somebody who is not in it. */
export interface Door {
  readonly isListed: boolean;
  readonly isBanned: boolean;
}

/** Undefined where there is no such server. */
export async function findDoor(db: Database, server: ServerId, user: UserId): Promise<Door | undefined> {
  return (await rows<Door>(db, doorOf, [server, user]))[0];
}

export interface Entering {
  readonly server: ServerId;
  readonly user: UserId;
  readonly most: { readonly members: number; readonly joined: number; readonly seats: number };
  /** Asked last, under the server's lock: whether they are let in. */
  readonly opens: (tx: Transaction) => Promise<boolean>;
}

/** Why somebody did not come in: they are in it already, are banned, it is full, they are in too many, or it did not open. */
export type NotEntered = 'member' | 'banned' | 'full' | 'in_too_many' | 'too_many_seats' | 'closed';

/** Undefined where the server is gone. */
export async function enterServer(
  db: Database,
  { server, user, most, opens }: Entering,
): Promise<ServerChange<'entered'> | { readonly undone: NotEntered } | undefined> {
  const work = async (tx: Transaction): Promise<ServerWork<'entered', NotEntered>> => {
    // Into two servers at once would both find room for one.
    await tx.rows('select 1 from users where id = $1 for no key update', [user]);
    const [now] = await tx.rows<{ member: boolean; banned: boolean; members: number; joined: number }>(
      `select exists (select 1 from server_members where server_id = $1 and user_id = $2) as member,
         exists (select 1 from bans where server_id = $1 and user_id = $2 and (until is null or until > now())) as banned,
         (select count(*) from server_members where server_id = $1)::float8 as members,
         (select count(*) from server_members where user_id = $2)::float8 as joined`,
      [server, user],
    );
    if (now === undefined || now.member) return { undone: 'member' };
    if (now.banned) return { undone: 'banned' };
    if (now.members >= most.members) return { undone: 'full' };
    if (now.joined >= most.joined) return { undone: 'in_too_many' };
    if (!(await opens(tx))) return { undone: 'closed' };
    await tx.rows(
      // A time-out that began before they left goes on.
      `insert into server_members (server_id, user_id, timed_out_until)
       select $1, $2, (select t.until from room_timeouts t where t.channel_id = $1 and t.user_id = $2 and t.until > now())`,
      [server, user],
    );
    return { result: 'entered', access: { users: [user] } };
  };
  const judgeOutcome = async (tx: Transaction) =>
    (await overSeated(tx, { users: [user], most: most.seats })) === undefined ? undefined : ('too_many_seats' as const);
  return await changeServer(db, server, work, { judgeOutcome });
}

/** Takes a member out, with their roles and what channels let them do alone: coming back is beginning anew. An owner stays. */
export async function removeFromServer(tx: Transaction, server: ServerId, user: UserId): Promise<boolean> {
  const gone = await tx.rows(
    `delete from server_members m using servers s
     where s.id = m.server_id and m.server_id = $1 and m.user_id = $2 and s.owner_id <> m.user_id returning 1`,
    [server, user],
  );
  if (gone.length === 0) return false;
  await tx.rows(
    'delete from user_roles ur using roles r where r.id = ur.role_id and r.server_id = $1 and ur.user_id = $2',
    [server, user],
  );
  await tx.rows(
    'delete from overrides o using channels c where c.id = o.channel_id and c.server_id = $1 and o.user_id = $2',
    [server, user],
  );
  return true;
}

/** Answers how they were called before; undefined where they are no member any more. */
export async function setNickname(
  tx: Transaction,
  server: ServerId,
  { user, nickname }: { readonly user: UserId; readonly nickname: string },
): Promise<{ readonly username: string; readonly nickname: string } | undefined> {
  const [before] = await tx.rows<{ username: string; nickname: string }>(
    `select u.username, m.nickname from server_members m join users u on u.id = m.user_id
     where m.server_id = $1 and m.user_id = $2`,
    [server, user],
  );
  await tx.rows('update server_members set nickname = $3 where server_id = $1 and user_id = $2', [
    server,
    user,
    nickname,
  ]);
  return before;
}

/** Whether the directory still lists it. */
export async function isListed(tx: Transaction, server: ServerId): Promise<boolean> {
  return (await tx.rows('select 1 from servers where id = $1 and is_listed', [server])).length === 1;
}
