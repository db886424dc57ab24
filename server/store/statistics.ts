// How much a host is used. Nothing here reads the messages: what is counted are users, logins, channels and sums by day.
import type { Statistics } from '../../common/administration.ts';
import type { Database } from './database.ts';
import { transaction } from './transaction.ts';

/** Who used a login lately, or is connected, which is use as well. */
const activeSince = (time: string) => `(select count(*)::float8 from (
    select t.user_id from tokens t where t.last_used_at > now() - interval '${time}'
    union select p.user_id from presence p join nodes n on n.id = p.node_id where n.lease_until > now()) active)`;

const counts = `select (select count(*)::float8 from users) as users,
    (select count(*)::float8 from users where suspended_until is not null and suspended_until > now()) as suspended,
    (select count(*)::float8 from users where pass_until is not null and pass_until > now()) as passes,
    ${activeSince('1 day')} as active_today, ${activeSince('7 days')} as active_week,
    (select count(*)::float8 from servers) as servers,
    (select count(*)::float8 from channels where server_id is null and dm_key is null) as rooms`;

const days = `select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(m.messages, 0)::float8 as messages
         from generate_series((now() at time zone 'utc')::date - 29, (now() at time zone 'utc')::date, interval '1 day') as d (day)
         left join message_days m on m.day = d.day::date order by d.day desc`;

const nodes = `select n.id::text as node, (select count(*)::float8 from presence p where p.node_id = n.id) as users
         from nodes n where n.lease_until > now() order by n.id`;

type Counts = Omit<Statistics, 'messages' | 'nodes'>;

export async function readStatistics(db: Database): Promise<Statistics> {
  return await transaction(db, async (tx) => {
    // Here whole tables are counted, all but the messages: that is what reading them in order is for.
    await tx.rows('set local enable_seqscan = on');
    await tx.rows('set local jit = off');
    const [count] = await tx.rows<Counts>(counts);
    if (count === undefined) throw new Error('a statement without a table answered nothing');
    return {
      ...count,
      messages: await tx.rows<Statistics['messages'][number]>(days),
      nodes: await tx.rows<Statistics['nodes'][number]>(nodes),
    };
  });
}
