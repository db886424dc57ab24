// Those who have a role of a server, by pages.
import type { RoleId } from '../../common/ids.ts';
import type { ServerMember } from '../../common/places.ts';
import { rows, type Database } from './database.ts';
import { memberColumns } from './server-members.ts';

const membersWith = {
  name: 'role_members',
  text: `select ${memberColumns} from roles x join server_members m on m.server_id = x.server_id join users u on u.id = m.user_id
         where x.id = $1 and (x.is_default or exists (select 1 from user_roles y where y.role_id = x.id and y.user_id = m.user_id))
         and lower(u.username) > lower($2) and ($3::text is null or lower(u.username) = lower($3))
         order by lower(u.username) limit $4`,
};

export async function listRoleMembers(
  db: Database,
  role: RoleId,
  page: { readonly after: string; readonly username: string | undefined; readonly limit: number },
): Promise<ServerMember[]> {
  return await rows<ServerMember>(db, membersWith, [role, page.after, page.username ?? null, page.limit]);
}
