// A made-up society: people in circles of friends with a few hubs, in servers and rooms, who mention each other.
import type { Client } from 'pg';

export interface Society {
  readonly users: number;
  /** About so many: of the same made twice one counts. */
  readonly friendships: number;
  /** The first of the users, who have very many friends. */
  readonly hubs: number;
  readonly hubFriends: number;
  /** Who can ask: the first `viewingHubs` are hubs, the others anybody. */
  readonly viewers: number;
  readonly viewingHubs: number;
}

const id = (kind: number, n: string) => `('0190000${kind}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
/** SQL for the id of the user number `n`. */
export const userSql = (n: string) => id(1, n);
/** SQL for the number of the user who asks as number `n`. */
export const viewerSql = (n: string, { users, viewers, viewingHubs }: Society) =>
  `case when ${n} < ${viewingHubs} then ${n} else ${n} * ${Math.floor(users / viewers)} end::int`;

/** On a database that has its schema; answers how many rows of friendship it made. */
export async function seedSociety(client: Client, society: Society): Promise<number> {
  const { users, friendships, hubs, hubFriends, viewers } = society;
  const random = (most: number) => `floor(random() * ${most})::int`;
  const rooms = Math.floor(users / 50);
  // Without the checks of foreign keys, which take longer than the rows.
  await client.query('set session_replication_role = replica');
  await client.query('select setseed(0.4)');
  for (const statement of [
    `insert into users (id, username, password) select ${userSql('n')}, 'user' || n, '' from generate_series(0, ${users - 1}) n`,
    // Most people know people nearby, some know anybody, and hubs know everybody.
    `create temporary table pairs as
       select a, case when random() < 0.7 then (a + 1 + ${random(60)}) % ${users} else ${random(users)} end as b
       from (select ${random(users)} as a from generate_series(1, ${friendships - hubs * hubFriends})) x
       union all select n % ${hubs}, ${random(users)} from generate_series(1, ${hubs * hubFriends}) n`,
    `insert into friends (user_id_1, user_id_2, status) select ${userSql('a')}, ${userSql('b')}, 'friend' from (
       select a, b from pairs union select b, a from pairs) x where a <> b`,
    `insert into tokens (id, user_id, name, hash, last_used_at)
     select ${id(2, 'n')}, ${userSql(viewerSql('n', society))}, 'bench', sha256(('devchat_bench_' || n)::bytea), now()
     from generate_series(0, ${viewers - 1}) n`,
    `insert into servers (id, name, owner_id) select ${id(3, 'n')}, 'server' || n, ${userSql('n')} from generate_series(0, ${rooms - 1}) n`,
    `insert into server_members (server_id, user_id) select distinct ${id(3, random(rooms))}, ${userSql('n % ' + users)}
     from generate_series(1, ${users * 2}) n`,
    `insert into channels (id, name, last_seq) select ${id(4, 'n')}, 'room' || n, 100 from generate_series(0, ${rooms - 1}) n`,
    `insert into channel_members (channel_id, user_id) select distinct ${id(4, random(rooms))}, ${userSql('n % ' + users)}
     from generate_series(1, ${users * 3}) n on conflict do nothing`,
    // Everybody is in the first room.
    `insert into channel_members (channel_id, user_id) select ${id(4, '0')}, ${userSql('n')} from generate_series(0, ${users - 1}) n
     on conflict do nothing`,
    `insert into messages (id, channel_id, user_id, seq, rev, content)
     select gen_random_uuid(), ${id(4, 'r')}, ${userSql(random(users))}, s, s, 'hello' from generate_series(0, ${rooms - 1}) r, generate_series(1, 100) s`,
    `insert into mentions (user_id, channel_id, seq) select ${userSql(random(users))}, m.channel_id, m.seq from messages m
     on conflict do nothing`,
  ])
    await client.query(statement);
  await client.query('vacuum analyze');
  const counted = await client.query<{ readonly n: number }>('select count(*)::float8 as n from friends');
  return counted.rows[0]?.n ?? 0;
}
