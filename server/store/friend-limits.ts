// How many friends, requests and blocks somebody may have, and how often they may ask: counted while both users are locked.
import type { UserId } from '../../common/ids.ts';
import type { HostLimits } from '../../common/limits.ts';
import type { Pair } from '../domain/friendship.ts';
import type { Transaction } from './transaction.ts';

export type FriendLimits = Pick<
  HostLimits,
  | 'friendsPerUser'
  | 'friendRequestsPerUser'
  | 'friendRequestsToUser'
  | 'friendRequestsPerUserPerDay'
  | 'friendRequestsPerPersonPerWeek'
  | 'blocksPerUser'
>;

/** Which limit would be passed, and `of` whom. */
export interface Full {
  readonly type: 'full';
  readonly limit: keyof FriendLimits;
  readonly of: 'me' | 'other';
}

export interface Growth {
  readonly me: UserId;
  readonly other: UserId;
  readonly before: Pair;
  readonly after: Pair;
  readonly limits: FriendLimits;
}

/** Also notes a request that is made, so that those of a day and a week can be counted. */
export async function refuseBeyond(tx: Transaction, growth: Growth): Promise<Full | undefined> {
  const { before, after } = growth;
  if (after.mine === before.mine) return undefined;
  switch (after.mine) {
    case 'friend':
      return await friendsBeyond(tx, growth);
    case 'pending':
      return await requestsBeyond(tx, growth);
    case 'blocked':
      return await blocksBeyond(tx, growth);
    case null:
      return undefined;
  }
}

const full = (limit: Full['limit'], of: Full['of'] = 'me'): Full => ({ type: 'full', limit, of });

async function friendsBeyond(tx: Transaction, { me, other, limits }: Growth): Promise<Full | undefined> {
  if ((await countFrom(tx, me, 'friend')) >= limits.friendsPerUser) return full('friendsPerUser');
  if ((await countFrom(tx, other, 'friend')) >= limits.friendsPerUser) return full('friendsPerUser', 'other');
  return undefined;
}

async function blocksBeyond(tx: Transaction, { me, limits }: Growth): Promise<Full | undefined> {
  return (await countFrom(tx, me, 'blocked')) >= limits.blocksPerUser ? full('blocksPerUser') : undefined;
}

async function requestsBeyond(tx: Transaction, { me, other, limits }: Growth): Promise<Full | undefined> {
  if ((await countFrom(tx, me, 'pending')) >= limits.friendRequestsPerUser) return full('friendRequestsPerUser');
  const [waiting] = await tx.rows<{ n: number }>(
    `select count(*)::float8 as n from friends where user_id_2 = $1 and status = 'pending'`,
    [other],
  );
  if ((waiting?.n ?? 0) >= limits.friendRequestsToUser) return full('friendRequestsToUser', 'other');
  await tx.rows(`delete from asked_friends where user_id_1 = $1 and asked_at < now() - interval '7 days'`, [me]);
  const [asked] = await tx.rows<{ today: number; them: number }>(
    `select count(*) filter (where asked_at > now() - interval '1 day')::float8 as today,
       count(*) filter (where user_id_2 = $2)::float8 as them
     from asked_friends where user_id_1 = $1`,
    [me, other],
  );
  if ((asked?.today ?? 0) >= limits.friendRequestsPerUserPerDay) return full('friendRequestsPerUserPerDay');
  if ((asked?.them ?? 0) >= limits.friendRequestsPerPersonPerWeek) return full('friendRequestsPerPersonPerWeek');
  await tx.rows('insert into asked_friends (user_id_1, user_id_2) values ($1, $2)', [me, other]);
  return undefined;
}

async function countFrom(tx: Transaction, user: UserId, status: 'friend' | 'pending' | 'blocked'): Promise<number> {
  const [found] = await tx.rows<{ n: number }>(
    'select count(*)::float8 as n from friends where user_id_1 = $1 and status = $2',
    [user, status],
  );
  return found?.n ?? 0;
}
