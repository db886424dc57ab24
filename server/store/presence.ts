// Who is connected to which node. A node's word holds as long as its lease: when it dies without a goodbye, the others end it.
import type { ChannelId, UserId } from '../../common/ids.ts';
import type { Status } from '../../common/model.ts';
import { blockedSql, hiddenSql } from './blocks.ts';
import { rows, type Database } from './database.ts';
import { statusColumns } from './name-tags.ts';

/** SQL for whether somebody has a live socket anywhere, for the `column` that holds their id. */
export function hereSql(column: string): string {
  return `exists (select 1 from presence here join nodes alive on alive.id = here.node_id
            where here.user_id = ${column} and alive.lease_until > now())`;
}

/** SQL for whether one user may see that the other is there: they share a channel, are friends or the same, and neither has blocked the other. */
export function seesSql(viewer: string, other: string): string {
  return `(not ${blockedSql(viewer, other)} and (${viewer} = ${other}
    or exists (select 1 from friends f where f.user_id_1 = ${other} and f.user_id_2 = ${viewer} and f.status = 'friend')
    or exists (select 1 from channel_members a join channel_members b on b.channel_id = a.channel_id and b.user_id = ${viewer}
      where a.user_id = ${other})))`;
}

const renew = {
  name: 'renew_lease',
  text: `with before as (select lease_until > now() as held from nodes where id = $1)
         insert into nodes (id, lease_until) values ($1, now() + $2 * interval '1 ms')
         on conflict (id) do update set lease_until = excluded.lease_until returning (select held from before) as held`,
};

/** A node that stopped renewing is gone, with everybody whom it had. */
const reap = {
  name: 'reap_nodes',
  text: `with dead as (delete from nodes where lease_until < now() returning id),
         gone as (delete from presence p using dead d where p.node_id = d.id returning p.user_id)
         select distinct g.user_id from gone g where not ${hereSql('g.user_id')}`,
};

const arrive = {
  name: 'arrive',
  text: `insert into presence (user_id, node_id) select u.id, $1 from users u where u.id = any($2::uuid[]) on conflict do nothing`,
};
const depart = {
  name: 'depart',
  text: `delete from presence where node_id = $1 and user_id = any($2::uuid[])`,
};

const seen = {
  name: 'seen_by_others',
  text: `select u.id, ${statusColumns('u')}, f.node_id is not null as here, f.node_id as first_node,
           array(select m.channel_id::text from channel_members m where m.user_id = u.id order by m.channel_id) as channels,
           array(select f.user_id_2::text from friends f where f.user_id_1 = u.id and f.status = 'friend' order by 1) as friends,
           array(select h.id::text from ${hiddenSql('u.id')} as h (id) order by 1) as hidden
         from users u left join lateral (
           select p.node_id from presence p join nodes n on n.id = p.node_id
           where p.user_id = u.id and n.lease_until > now() order by p.tx limit 1
         ) f on true
         where u.id = any($1::uuid[])`,
};

const here = { name: 'is_here', text: `select ${hereSql('$1')} as here` };

/** Makes the node's lease last `leaseMs` from now; answers whether it still had one: otherwise nobody was seen to be on it. */
export async function renewLease(db: Database, node: string, leaseMs: number): Promise<boolean> {
  return (await rows<{ held: boolean | null }>(db, renew, [node, leaseMs]))[0]?.held ?? false;
}

/** The node stops in good order: its lease lasts for the time in which its clients come back elsewhere. */
export async function endLease(db: Database, node: string, graceMs: number): Promise<void> {
  await rows(db, renew, [node, graceMs]);
}

/** The only node of a database has no predecessor whose word still holds. */
export async function forgetNodes(db: Database): Promise<void> {
  await db.pool.query('delete from nodes; delete from presence');
}

/** Ends nodes whose lease is over; answers whom they had, and nobody else has. */
export async function reapNodes(db: Database): Promise<UserId[]> {
  return (await rows<{ user_id: UserId }>(db, reap, [])).map((row) => row.user_id);
}

export async function noteArrivals(db: Database, node: string, users: readonly UserId[]): Promise<void> {
  await rows(db, arrive, [node, users]);
}

export async function noteDepartures(db: Database, node: string, users: readonly UserId[]): Promise<void> {
  await rows(db, depart, [node, users]);
}

/** Somebody as others may see them: those in these channels and their friends, but for whom they are hidden from. */
export interface Seen {
  readonly id: UserId;
  readonly status: Status;
  readonly status_text: string;
  readonly here: boolean;
  /** The node that they have been on for longest. */
  readonly first_node: string | null;
  readonly channels: readonly ChannelId[];
  readonly friends: readonly UserId[];
  readonly hidden: readonly UserId[];
}

export async function seenByOthers(db: Database, users: readonly UserId[]): Promise<Seen[]> {
  return await rows<Seen>(db, seen, [users]);
}

export async function isHere(db: Database, user: UserId): Promise<boolean> {
  return (await rows<{ here: boolean }>(db, here, [user]))[0]?.here ?? false;
}
