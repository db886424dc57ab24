// The loading half of requests about a server: the asker's standing in it, and that of the member it is about.
import { Refusal } from '../../common/errors.ts';
import type { ServerId, UserId } from '../../common/ids.ts';
import type { MemberPlace, ServerPlace } from '../domain/rules/servers.ts';
import { findServerPlace, findStandings } from '../store/standings.ts';
import type { Asking } from './judging.ts';

export async function serverPlace({ db, login }: Asking, params: { readonly server: ServerId }): Promise<ServerPlace> {
  return await findServerPlace(db, params.server, login.user.id);
}

export async function memberPlace(
  { db, login }: Asking,
  { server, user }: { readonly server: ServerId; readonly user: UserId },
): Promise<MemberPlace> {
  const standings = await findStandings(db, server, [login.user.id, user]);
  return { server: { id: server }, me: standings.get(login.user.id) ?? null, target: standings.get(user) ?? null };
}

export function inTooMany(most: number): Refusal {
  return new Refusal('limit_reached', `You are in ${most} servers, as many as this host allows; leave one first.`);
}
