// Members of a server as loaded for a decision: what they may do, and how high they stand.
import type { ServerId, UserId } from '../../common/ids.ts';
import type { Bits } from '../../common/permissions.ts';
import { permissionsNow } from '../domain/effective.ts';
import type { ServerPlace, Standing } from '../domain/rules/servers.ts';
import { rows, type Source } from './database.ts';

const standingsOf = {
  name: 'standings',
  text: `select m.user_id as id, s.owner_id = m.user_id as is_owner, a.permissions::float8 as granted,
           coalesce(m.timed_out_until > now(), false) as timed_out,
           coalesce((select max(r.position) from user_roles ur join roles r on r.id = ur.role_id
             where ur.user_id = m.user_id and r.server_id = s.id), 0) as rank
         from server_members m join servers s on s.id = m.server_id
         join channel_members a on a.channel_id = s.id and a.user_id = m.user_id
         where m.server_id = $1 and m.user_id = any($2::uuid[])`,
};

interface StandingRow {
  readonly id: UserId;
  readonly is_owner: boolean;
  readonly granted: Bits;
  readonly timed_out: boolean;
  readonly rank: number;
}

/** Those of the users who are members; nobody where the server does not exist. */
export async function findStandings(
  db: Source,
  server: ServerId,
  users: readonly UserId[],
): Promise<ReadonlyMap<UserId, Standing>> {
  const found = await rows<StandingRow>(db, standingsOf, [server, users]);
  return new Map(found.map((row) => [row.id, toStanding(row)]));
}

function toStanding({ id, is_owner: isOwner, granted, timed_out: timedOut, rank }: StandingRow): Standing {
  return { id, isOwner, rank, permissions: permissionsNow(granted, { archived: false, timedOut }) };
}

/** The server as `user` stands to it. */
export async function findServerPlace(db: Source, server: ServerId, user: UserId): Promise<ServerPlace> {
  return { server: { id: server }, me: (await findStandings(db, server, [user])).get(user) ?? null };
}
