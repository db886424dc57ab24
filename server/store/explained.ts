// What is needed to tell why a member may do something: their roles by name, and what a channel changes for them.
import type { ChannelId, ServerId, UserId } from '../../common/ids.ts';
import type { Override } from '../domain/effective.ts';
import type { Facts, NamedRole } from '../domain/explain.ts';
import type { Transaction } from './transaction.ts';

export interface Explained {
  readonly server: ServerId;
  readonly user: UserId;
  /** Null: the server as a whole. */
  readonly channel: { readonly id: ChannelId; readonly archived: boolean } | null;
}

/** Undefined where they are not in the server. */
export async function findFacts(tx: Transaction, { server, user, channel }: Explained): Promise<Facts | undefined> {
  const [member] = await tx.rows<{ is_owner: boolean; timed_out: boolean }>(
    `select s.owner_id = m.user_id as is_owner, coalesce(m.timed_out_until > now(), false) as timed_out
     from server_members m join servers s on s.id = m.server_id where m.server_id = $1 and m.user_id = $2`,
    [server, user],
  );
  if (member === undefined) return undefined;
  const roles = await tx.rows<NamedRole & { is_default: boolean }>(
    `select r.id, r.name, r.permissions::float8 as permissions, r.is_default from roles r
     where r.server_id = $1 and (r.is_default or exists (select 1 from user_roles x where x.role_id = r.id and x.user_id = $2))
     order by r.position desc`,
    [server, user],
  );
  const defaultRole = roles.find((role) => role.is_default) ?? { id: '', name: '', permissions: 0 };
  const given = roles.filter((role) => !role.is_default);
  return {
    holder: { id: user, isOwner: member.is_owner, defaultRole, roles: given },
    timedOut: member.timed_out,
    channel: channel === null ? null : { archived: channel.archived, overrides: await overridesIn(tx, channel.id) },
  };
}

async function overridesIn(tx: Transaction, channel: ChannelId): Promise<NonNullable<Facts['channel']>['overrides']> {
  const found = await tx.rows<Override & { role_id: string | null; user_id: UserId | null }>(
    'select role_id, user_id, allow::float8 as allow, deny::float8 as deny from overrides where channel_id = $1',
    [channel],
  );
  return {
    ofRoles: new Map(found.flatMap(({ role_id: id, ...override }) => (id === null ? [] : [[id, override]]))),
    ofUsers: new Map(found.flatMap(({ user_id: id, ...override }) => (id === null ? [] : [[id, override]]))),
  };
}
