// Friends, requests and blocks: read as one user sees them, and changed between two users at a time.
import type { UserId } from '../../common/ids.ts';
import type { Audience, Relation, Status } from '../../common/model.ts';
import { after, kindOf, type Deed, type Hindrance, type Pair, type RowStatus } from '../domain/friendship.ts';
import type { Acquaintance } from '../domain/rules/friends.ts';
import { isoTime, rows, type Database } from './database.ts';
import { statusColumns } from './name-tags.ts';
import { hereSql } from './presence.ts';
import { refuseBeyond, type FriendLimits, type Full } from './friend-limits.ts';
import { transaction, type Transaction } from './transaction.ts';

/** A relation before it is shown. */
export interface RelationRow extends Pick<Relation, 'kind' | 'since'> {
  readonly id: UserId;
  readonly username: string;
  readonly status: Status;
  readonly status_text: string;
  /** Whether they have a live socket; asked of friends only. */
  readonly here: boolean;
}

const relationsText = `select u.id, u.username, ${statusColumns('u')}, r.kind, ${isoTime('r.created_at')} as since,
    r.kind = 'friend' and ${hereSql('u.id')} as here
  from (
    select f.user_id_2 as id, f.created_at,
      case f.status when 'pending' then 'outgoing' else f.status end as kind from friends f where f.user_id_1 = $1
    union all
    select f.user_id_1, f.created_at, 'incoming' from friends f where f.user_id_2 = $1 and f.status = 'pending'
  ) r join users u on u.id = r.id`;

const all = { name: 'relations', text: `${relationsText} order by lower(u.username)` };
const one = { name: 'relation', text: `${relationsText} where r.id = $2` };
const page = {
  name: 'relations_page',
  text: `${relationsText} where ($2::text is null or r.kind = $2) and lower(u.username) > lower($3)
         order by lower(u.username) limit $4`,
};

export async function listRelations(db: Database, user: UserId): Promise<RelationRow[]> {
  return await rows<RelationRow>(db, all, [user]);
}

export async function pageOfRelations(
  db: Database,
  user: UserId,
  { kind, after: name, limit }: { kind: Relation['kind'] | undefined; after: string; limit: number },
): Promise<RelationRow[]> {
  return await rows<RelationRow>(db, page, [user, kind ?? null, name, limit]);
}

/** What the other one is to the user; undefined: nothing that they are told of. */
export async function findRelation(db: Database, user: UserId, other: UserId): Promise<RelationRow | undefined> {
  return (await rows<RelationRow>(db, one, [user, other]))[0];
}

/** Somebody as loaded for a decision. */
export interface FoundPerson extends Acquaintance {
  readonly person: { readonly id: UserId; readonly username: string };
}

const status = (from: string, to: string) =>
  `(select f.status from friends f where f.user_id_1 = ${from} and f.user_id_2 = ${to})`;

const acquaintance = {
  name: 'acquaintance',
  text: `select p.id, p.username, p.requests_from, p.dms_from, ${status('$1', 'p.id')} as mine, ${status('p.id', '$1')} as theirs,
           exists (select 1 from server_members a join server_members b on b.server_id = a.server_id and b.user_id = p.id
             where a.user_id = $1) as shares_server,
           exists (select 1 from friends a join friends b on b.user_id_1 = a.user_id_2 and b.user_id_2 = p.id and b.status = 'friend'
             where a.user_id_1 = $1 and a.status = 'friend') as shares_friend,
           exists (select 1 from channels c where c.dm_key = least($1::text collate "C", p.id::text) || ':' || greatest($1::text collate "C", p.id::text)) as has_dm
         from users p where lower(p.username) = lower($2)`,
};

interface AcquaintanceRow {
  readonly id: UserId;
  readonly username: string;
  readonly requests_from: Audience;
  readonly dms_from: Audience;
  readonly mine: RowStatus | null;
  readonly theirs: RowStatus | null;
  readonly shares_server: boolean;
  readonly shares_friend: boolean;
  readonly has_dm: boolean;
}

/** The user of that name as `user` stands to them; undefined where there is none. */
export async function findAcquaintance(db: Database, user: UserId, username: string): Promise<FoundPerson | undefined> {
  const row = (await rows<AcquaintanceRow>(db, acquaintance, [user, username]))[0];
  if (row === undefined) return undefined;
  const { id, requests_from, dms_from, mine, theirs, shares_server, shares_friend, has_dm } = row;
  return {
    person: { id, username: row.username },
    isSelf: id === user,
    pair: { mine, theirs },
    sharesServer: shares_server,
    sharesFriend: shares_friend,
    privacy: { requests_from, dms_from },
    hasDm: has_dm,
  };
}

/** What a deed came to: the rows before and after it, seen from who did it. */
export interface PairChange {
  readonly before: Pair;
  readonly after: Pair;
}

export interface PairDeed {
  readonly deed: Deed;
  readonly me: UserId;
  readonly other: UserId;
  readonly limits: FriendLimits;
}

/**
 * Both users are locked in the order of their ids, so that deeds between two people, and what counts towards a limit of
 * either, happen one after the other.
 */
export async function changePair(
  db: Database,
  { deed, me, other, limits }: PairDeed,
): Promise<PairChange | Hindrance | Full> {
  return await transaction(db, async (tx) => {
    await tx.rows('select 1 from users where id in ($1, $2) order by id for no key update', [me, other]);
    const before = await pairNow(tx, me, other);
    const next = after(deed, before);
    if (typeof next === 'string') return next;
    const full = await refuseBeyond(tx, { me, other, before, after: next, limits });
    if (full !== undefined) return full;
    if (next.mine !== before.mine) await write(tx, { from: me, to: other, status: next.mine });
    if (next.theirs !== before.theirs) await write(tx, { from: other, to: me, status: next.theirs });
    return { before, after: next };
  });
}

/** Whether the deed changed what the one who did it is told. */
export function isChange({ before, after: next }: PairChange): boolean {
  return kindOf(before) !== kindOf(next);
}

async function pairNow(tx: Transaction, me: UserId, other: UserId): Promise<Pair> {
  const found = await tx.rows<{ user_id_1: UserId; status: RowStatus }>(
    `select user_id_1, status from friends where user_id_1 in ($1, $2) and user_id_2 in ($1, $2)`,
    [me, other],
  );
  const from = (user: UserId) => found.find((row) => row.user_id_1 === user)?.status ?? null;
  return { mine: from(me), theirs: from(other) };
}

async function write(
  tx: Transaction,
  row: { readonly from: UserId; readonly to: UserId; readonly status: RowStatus | null },
): Promise<void> {
  if (row.status === null) {
    await tx.rows('delete from friends where user_id_1 = $1 and user_id_2 = $2', [row.from, row.to]);
    return;
  }
  await tx.rows(
    `insert into friends (user_id_1, user_id_2, status) values ($1, $2, $3)
     on conflict (user_id_1, user_id_2) do update set status = excluded.status, created_at = now()`,
    [row.from, row.to, row.status],
  );
}

/** Whether they were not dismissed before; `most`: how many one user may have dismissed. */
export async function dismissSuggestion(
  db: Database,
  user: UserId,
  dismissed: UserId,
  most: number,
): Promise<boolean | 'limit_reached'> {
  return await transaction(db, async (tx) => {
    // Two at once would both find room for one.
    await tx.rows('select 1 from users where id = $1 for no key update', [user]);
    const [now] = await tx.rows<{ n: number; known: boolean }>(
      `select count(*)::float8 as n, coalesce(bool_or(dismissed_id = $2), false) as known
       from dismissed_suggestions where user_id = $1`,
      [user, dismissed],
    );
    if (now?.known === true) return false;
    if ((now?.n ?? 0) >= most) return 'limit_reached';
    const added = 'insert into dismissed_suggestions (user_id, dismissed_id) values ($1, $2) returning 1';
    return (await tx.rows(added, [user, dismissed])).length === 1;
  });
}
