// Members of a server with their roles: one, or those who have a role, by pages.
import type { RoleId, ServerId, UserId } from '../../common/ids.ts';
import type { ServerMember } from '../../common/places.ts';
import { isoTime, rows, type Database } from './database.ts';

const columns = `u.id, u.username, m.nickname, ${isoTime('m.joined_at')} as joined_at,
  case when m.timed_out_until > now() then ${isoTime('m.timed_out_until')} end as timed_out_until,
  array(select ur.role_id::text from user_roles ur join roles r on r.id = ur.role_id
    where ur.user_id = m.user_id and r.server_id = m.server_id order by r.position desc, r.id) as roles`;

const memberOf = {
  name: 'member_with_roles',
  text: `select ${columns} from server_members m join users u on u.id = m.user_id where m.server_id = $1 and m.user_id = $2`,
};
const membersWith = {
  name: 'role_members',
  text: `select ${columns} from roles r join server_members m on m.server_id = r.server_id join users u on u.id = m.user_id
         where r.id = $1 and (r.is_default or exists (select 1 from user_roles x where x.role_id = r.id and x.user_id = m.user_id))
         and lower(u.username) > lower($2) and ($3::text is null or lower(u.username) = lower($3))
         order by lower(u.username) limit $4`,
};

export async function findServerMember(
  db: Database,
  server: ServerId,
  user: UserId,
): Promise<ServerMember | undefined> {
  return (await rows<ServerMember>(db, memberOf, [server, user]))[0];
}

export async function listRoleMembers(
  db: Database,
  role: RoleId,
  page: { readonly after: string; readonly username: string | undefined; readonly limit: number },
): Promise<ServerMember[]> {
  return await rows<ServerMember>(db, membersWith, [role, page.after, page.username ?? null, page.limit]);
}
