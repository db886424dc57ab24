// People, rooms and messages made by SQL, because hundreds of sign-ups would take longer than the measurement.
import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { ChannelId, newId, TokenId, UserId } from '../common/ids.ts';
import { withDriver, type TestDatabase } from './database.ts';
import { startHost } from './host.ts';

export interface Seeded {
  /** One for each user. */
  readonly tokens: readonly string[];
  readonly users: readonly UserId[];
  readonly channels: readonly ChannelId[];
}

/** `users` people and `rooms` rooms; who is where is what `isIn` says. */
export interface Population {
  readonly users: number;
  readonly rooms: number;
  readonly isIn: (user: number, room: number) => boolean;
}

export async function seed(database: TestDatabase, population: Population): Promise<Seeded> {
  const host = await startHost(database);
  await host.stop();
  return await withDriver(database.place, (client) => fill(client, population));
}

export interface Past {
  readonly channels: readonly ChannelId[];
  readonly user: UserId;
  /** In each channel. */
  readonly messages: number;
  readonly contentBytes: number;
}

/** Messages that were sent before: empty channels get them as if they had been sent one after the other. */
export async function seedPast(
  database: TestDatabase,
  { channels, user, messages, contentBytes }: Past,
): Promise<void> {
  await withDriver(database.place, async (client) => {
    // Without the checks of foreign keys, which take longer than the rows.
    await client.query('set session_replication_role = replica');
    await client.query(
      `insert into messages (id, channel_id, user_id, seq, rev, content, fingerprint)
       select ('01900000-0000-7' || lpad(to_hex(c.n), 3, '0') || '-8000-' || lpad(to_hex(seq), 12, '0'))::uuid,
         c.id, $2::uuid, seq, seq, repeat('x', $4::int), sha256(seq::text::bytea)
       from unnest($1::uuid[]) with ordinality as c (id, n), generate_series(1, $3::bigint) as seq`,
      [channels, user, messages, contentBytes],
    );
    await client.query('update channels set last_seq = $2, last_rev = $2 where id = any($1::uuid[])', [
      channels,
      messages,
    ]);
    await client.query('vacuum analyze');
  });
}

/** On a database that has its schema already. */
export async function fill(client: Client, { users: userCount, rooms, isIn }: Population): Promise<Seeded> {
  const users = Array.from({ length: userCount }, () => newId(UserId));
  const channels = Array.from({ length: rooms }, () => newId(ChannelId));
  const tokens = users.map((_, i) => `devchat_bench_${i}`);
  await client.query(
    `insert into users (id, username, password) select id, 'user' || n, '' from unnest($1::uuid[]) with ordinality as u (id, n)`,
    [users],
  );
  await client.query(
    `insert into tokens (id, user_id, name, hash, last_used_at)
     select id, user_id, 'bench', hash, now() from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as t (id, user_id, hash)`,
    [users.map(() => newId(TokenId)), users, tokens.map((token) => createHash('sha256').update(token).digest())],
  );
  await client.query(
    `insert into channels (id, name) select id, 'room' || n from unnest($1::uuid[]) with ordinality as c (id, n)`,
    [channels],
  );
  const seats = channels.flatMap((channel, room) =>
    users.filter((_, user) => isIn(user, room)).map((user) => [channel, user] as const),
  );
  await client.query('insert into channel_members (channel_id, user_id) select * from unnest($1::uuid[], $2::uuid[])', [
    seats.map(([channel]) => channel),
    seats.map(([, user]) => user),
  ]);
  await client.query('analyze');
  return { tokens, users, channels };
}
