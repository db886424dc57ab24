// Who is meant by `@everyone`, `@here` and the names of roles in a channel.
import type { ChannelId, RoleId, ServerId, UserId } from '../../common/ids.ts';
import { rows, type Database } from './database.ts';
import { statusSql } from './name-tags.ts';
import { hereSql } from './presence.ts';

const rolesOf = {
  name: 'callable_roles',
  text: `select id, name, is_mentionable as mentionable from roles where server_id = $1 and not is_default`,
};

const callable = {
  name: 'called',
  text: `select lower(u.username) as username from channel_members m join users u on u.id = m.user_id
         where m.channel_id = $1 and m.user_id <> $2 and ($3 or ($4 and ${statusSql('u')} <> 'invisible' and ${hereSql('u.id')})
           or exists (select 1 from user_roles r where r.user_id = m.user_id and r.role_id = any($5::uuid[])))
         order by m.user_id limit $6`,
};

export interface CallableRole {
  readonly id: RoleId;
  readonly name: string;
  readonly mentionable: boolean;
}

export async function callableRoles(db: Database, server: ServerId): Promise<CallableRole[]> {
  return await rows<CallableRole>(db, rolesOf, [server]);
}

export interface Call {
  readonly channel: ChannelId;
  /** Who calls; they are not called themselves. */
  readonly by: UserId;
  readonly everyone: boolean;
  readonly here: boolean;
  readonly roles: readonly RoleId[];
}

/** The names of those who are called, in lower case, at most `most`. */
export async function calledNames(db: Database, call: Call, most: number): Promise<string[]> {
  const { channel, by, everyone, here, roles } = call;
  const found = await rows<{ username: string }>(db, callable, [channel, by, everyone, here, roles, most]);
  return found.map(({ username }) => username);
}
