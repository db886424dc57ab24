// `npm run scaling -- --measure`: the costs that docs/performance.md has no row for, in processor time, which another load
// on the same machine hardly changes. Needs a PostgreSQL whose processes run here, and nats-server.
import { readFileSync } from 'node:fs';
import { ChannelId, MessageId, newId, UserId } from '../../common/ids.ts';
import { appendDrafts } from '../../server/store/append.ts';
import { rows, type Database } from '../../server/store/database.ts';
import { advanceMarker, joinedChannels, readMarker } from '../../server/store/joined.ts';
import { channelIds } from '../../server/store/members.ts';
import { historyPage } from '../../server/store/messages.ts';
import { lastRevs } from '../../server/store/positions.ts';
import { noticesSince } from '../../server/store/notices.ts';
import { noteArrivals, seenByOthers } from '../../server/store/presence.ts';
import { openStore } from '../../server/store/open.ts';
import { findLogin } from '../../server/store/tokens.ts';
import { findUserById } from '../../server/store/users.ts';
import { createDatabase } from '../database.ts';
import { measureBusBytes, measureSubscriptions, print } from './measure-bus.ts';

const shape = { users: 2000, rooms: 200_000, roomsPerUser: 20, contentBytes: 200, writersAtOnce: 10 };
const batches = [1, 4, 16, 64];

export async function measure(): Promise<void> {
  const database = await createDatabase('postgresql');
  const clientUrl = database.place.DATABASE_URL;
  const warn = (text: string) => void process.stderr.write(`${text}\n`);
  const store = await openStore({ connection: { clientUrl }, poolMax: 10, shared: true, warn });
  try {
    const { users, channels } = await fill(store.db);
    await measureAppends(store.db, users, channels);
    await measureReads(store.db, users, channels);
  } finally {
    await store.close();
    await database.drop();
  }
  measureBusBytes();
  await measureSubscriptions();
}

interface Filled {
  readonly users: readonly UserId[];
  readonly channels: readonly ChannelId[];
}

async function fill(db: Database): Promise<Filled> {
  const users = Array.from({ length: shape.users }, () => newId(UserId));
  const channels = Array.from({ length: shape.rooms }, () => newId(ChannelId));
  await db.pool.query(
    `insert into users (id, username, password) select id, 'user' || n, '' from unnest($1::uuid[]) with ordinality as u (id, n)`,
    [users],
  );
  await db.pool.query(
    `insert into channels (id, name) select id, 'room' || n from unnest($1::uuid[]) with ordinality as c (id, n)`,
    [channels],
  );
  const seats = users.flatMap((user, n) =>
    Array.from({ length: shape.roomsPerUser }, (_, k) => [user, channels[(n * 7 + k * 101) % 2000] ?? channels[0]]),
  );
  await db.pool.query(
    `insert into channel_members (user_id, channel_id) select * from unnest($1::uuid[], $2::uuid[]) on conflict do nothing`,
    [seats.map(([user]) => user), seats.map(([, channel]) => channel)],
  );
  await db.pool.query('analyze');
  return { users, channels };
}

async function measureAppends(db: Database, users: readonly UserId[], channels: readonly ChannelId[]): Promise<void> {
  const content = 'x'.repeat(shape.contentBytes);
  const draft = (n: number) => {
    const user = n % shape.users;
    const channel = channels[(user * 7 + (n % shape.roomsPerUser) * 101) % 2000] ?? newId(ChannelId);
    const id = users[user] ?? newId(UserId);
    return { id: newId(MessageId), channel, content, user: { id, username: `user${user}` }, mentioned: [] };
  };
  let written = 0;
  for (const batch of batches) {
    const statements = Math.ceil(Math.min(40_000, 6000 * Math.sqrt(batch)) / batch);
    const walBefore = await walBytes(db);
    const started = performance.now();
    const micros = await backendMicros(db, async () => {
      await inParallel(statements, async () => {
        await appendDrafts(
          db,
          Array.from({ length: batch }, () => draft((written++ * 7919) % 1_000_003)),
        );
      });
    });
    const count = statements * batch;
    print(`append, ${batch} a batch: CPU of PostgreSQL`, micros / count, 'µs a message');
    print(
      `append, ${batch} a batch: messages`,
      (count / (performance.now() - started)) * 1000,
      '/s, with what else runs',
    );
    print(`append, ${batch} a batch: WAL`, ((await walBytes(db)) - walBefore) / count, 'bytes a message');
  }
  const sizes = {
    name: 'sizes',
    text: `select pg_table_size('messages')::float8 as heap, pg_indexes_size('messages')::float8 as indexes`,
  };
  const [size] = await rows<{ heap: number; indexes: number }>(db, sizes, []);
  print('table', (size?.heap ?? 0) / written, 'bytes a message');
  print('indexes', (size?.indexes ?? 0) / written, 'bytes a message');
}

async function measureReads(db: Database, users: readonly UserId[], channels: readonly ChannelId[]): Promise<void> {
  const repeat = async (what: string, times: number, unit: number, work: (n: number) => Promise<unknown>) => {
    await work(0);
    let n = 0;
    const before = process.cpuUsage();
    const micros = await backendMicros(db, () => inParallel(times, () => work(n++)));
    const { user: inUser, system } = process.cpuUsage(before);
    print(`${what}: CPU of PostgreSQL`, micros / times / unit, 'µs');
    print(`${what}: CPU of the node`, (inUser + system) / times / unit, 'µs');
  };
  const some = (n: number) =>
    Array.from({ length: 1000 }, (_, k) => channels[(n * 7919 + k * 1597) % shape.rooms] ?? newId(ChannelId));
  const user = (n: number) => users[n % shape.users] ?? newId(UserId);
  await repeat('position of one channel, 1,000 a statement', 300, 1000, (n) => lastRevs(db, some(n)));
  await repeat(`joined channels, ${shape.roomsPerUser} of them`, 500, 1, (n) => joinedChannels(db, user(n)));
  const room = (n: number) => channels[((n % shape.users) * 7) % 2000] ?? newId(ChannelId);
  const hash = Buffer.alloc(32);
  await repeat('the start of one socket, with its 20 channels', 500, 1, async (n) => {
    await Promise.all([findLogin(db, hash), findLogin(db, hash), channelIds(db, user(n)), findUserById(db, user(n))]);
    await lastRevs(db, await channelIds(db, user(n)));
    return await joinedChannels(db, user(n));
  });
  await repeat('a page of 50 messages', 1000, 1, (n) => historyPage(db, room(n), 'newest', 50));
  await repeat('a read marker moved and read', 2000, 1, async (n) => {
    await advanceMarker(db, user(n), room(n), 1 + Math.floor(n / shape.users));
    return await readMarker(db, user(n), room(n));
  });
  const node = newId(UserId);
  await repeat('presence: noted and seen, one user', 2000, 1, async (n) => {
    await noteArrivals(db, node, [user(n)]);
    return await seenByOthers(db, [user(n)]);
  });
  await db.pool.query(`insert into notices (user_id, channel_id) select $1, $2 from generate_series(1, 20000)`, [
    user(0),
    channels[0],
  ]);
  const { length } = (await noticesSince(db, '0')).notices;
  await repeat('one recent notice', 60, length, () => noticesSince(db, '0'));
}

async function inParallel(times: number, work: () => Promise<unknown>): Promise<void> {
  let left = times;
  const worker = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: shape.writersAtOnce }, worker));
}

/** Processor time that the sessions of this database used for `work`. */
async function backendMicros(db: Database, work: () => Promise<void>): Promise<number> {
  const sessions = { name: 'sessions', text: 'select pid from pg_stat_activity where datname = current_database()' };
  const spent = async () => {
    const found = await rows<{ pid: number }>(db, sessions, []);
    return found.reduce((sum, { pid }) => sum + cpuMicros(pid), 0);
  };
  // Every session of the pool is there before the clock starts.
  await Promise.all(Array.from({ length: shape.writersAtOnce }, () => db.pool.query('select pg_sleep(0.05)')));
  const before = await spent();
  await work();
  return (await spent()) - before;
}

async function walBytes(db: Database): Promise<number> {
  const place = { name: 'wal', text: `select (pg_current_wal_insert_lsn() - '0/0')::float8 as bytes` };
  return (await rows<{ bytes: number }>(db, place, []))[0]?.bytes ?? 0;
}

/** From `/proc/<pid>/stat` (proc(5)), in steps of a hundredth of a second. */
function cpuMicros(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
