// The ranking of suggestions on random graphs, held against plain code: on both databases, below the caps and beyond them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChannelId, MessageId, newId, ServerId, UserId } from '../../common/ids.ts';
import { hostLimitsWith } from '../../common/limits.ts';
import { createTestDatabase, databaseKinds, openTestStore, type TestDatabase } from '../test-database.ts';
import type { Reason } from '../../common/suggestions.ts';
import { suggest, type FoundSuggestion, type SuggestionLimits } from './suggestions.ts';
import { expectedSuggestions, type ExpectedSuggestion, type Graph } from './test-suggestions.ts';

type OpenStore = Awaited<ReturnType<typeof openTestStore>>;

const graphs = 300;
const most = 5;
const roomy: SuggestionLimits = hostLimitsWith();
/** So small that most graphs meet them. */
const tight: SuggestionLimits = {
  suggestionFriendsRead: 3,
  suggestionFriendsOfFriendRead: 4,
  suggestionPlacesRead: 2,
  suggestionPlaceMembersMax: 4,
  suggestionMentionsRead: 2,
};

describe.each(databaseKinds())('suggestions on %s', (kind) => {
  let database: TestDatabase;
  let store: OpenStore;
  let seeded: Seeded[];
  beforeAll(async () => {
    database = await createTestDatabase(kind);
    store = await openTestStore(database);
    seeded = Array.from({ length: graphs }, (_, n) => withIds(randomGraph(n)));
    await insert(store, seeded);
  }, 120_000);
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  test.each([
    ['below the caps', roomy],
    ['beyond the caps', tight],
  ])(
    `are those of the plain code on ${graphs} random graphs, %s`,
    async (_what, limits) => {
      let compared = 0;
      for (const { graph, idOf } of seeded) {
        for (const me of graph.people.slice(0, 2)) {
          const found = await suggest(store.db, id(idOf, me), { most, limits });
          const expected = expectedSuggestions(graph, me, most, limits);
          expect(found.map(simplified), `of ${me}`).toEqual(expected.map(rounded));
          compared += expected.length;
        }
      }
      // Graphs in which there is nothing to suggest would say nothing.
      expect(compared).toBeGreaterThan(graphs * 3);
    },
    120_000,
  );
});

const places = (reasons: readonly Reason[]) =>
  reasons.flatMap((reason) => (reason.type === 'server' || reason.type === 'room' ? [reason.name] : []));

function simplified({ user, score, reasons }: FoundSuggestion): ExpectedSuggestion {
  const mutual = reasons.find((reason) => reason.type === 'mutual_friends');
  const mentions = reasons.find((reason) => reason.type === 'mentions');
  return rounded({
    name: user.username,
    score,
    mutual: { count: mutual?.count ?? 0, names: mutual?.names ?? [] },
    places: places(reasons),
    mentions: mentions?.count ?? 0,
  });
}

/** Sums of the same numbers in another order differ in the last digits. */
function rounded(expected: ExpectedSuggestion): ExpectedSuggestion {
  return { ...expected, score: Math.round(expected.score * 1e6) / 1e6 };
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Pairs = [string, string][];

function randomGraph(seed: number): Graph {
  const random = randomFrom(seed);
  const letter = (n: number) => String(n).padStart(2, '0');
  const people = Array.from({ length: 4 + Math.floor(random() * 12) }, (_, n) => `g${seed}p${letter(n)}`);
  const some = (share: number) => people.filter(() => random() < share);
  const friendships: Pairs = [];
  const pending: Pairs = [];
  const blocked: Pairs = [];
  const density = 0.1 + random() * 0.4;
  for (const [n, one] of people.entries()) {
    for (const other of people.slice(n + 1)) {
      const dice = random();
      const pair: [string, string] = random() < 0.5 ? [one, other] : [other, one];
      if (dice < density) friendships.push(pair);
      else if (dice < density + 0.05) pending.push(pair);
      else if (dice < density + 0.1) blocked.push(pair);
    }
  }
  // Told apart by more than chance: of whom the first seek suggestions it matters who became a friend first.
  friendships.sort(() => random() - 0.5);
  const places = Array.from({ length: Math.floor(random() * 6) }, (_, n) => ({
    kind: random() < 0.5 ? ('server' as const) : ('room' as const),
    name: `g${seed}c${letter(n)}`,
    members: some(0.5),
  }));
  const mentions = places.flatMap(({ kind, name, members }) => {
    if (kind === 'server' || members.length < 2) return [];
    return Array.from({ length: Math.floor(random() * 8) }, (_, n) => {
      const from = members[Math.floor(random() * members.length)] ?? '';
      const to = members[Math.floor(random() * members.length)] ?? '';
      return { room: name, seq: n + 1, from, to, daysAgo: random() < 0.8 ? 5 : 40 };
    }).filter(({ from, to }) => from !== to);
  });
  const dismissed = some(0.2).map((name): [string, string] => [people[0] ?? '', name]);
  return {
    people,
    friendships,
    pending,
    blocked,
    dismissed,
    optedOut: some(0.1),
    suspended: some(0.05),
    places,
    mentions,
  };
}

interface Seeded {
  readonly graph: Graph;
  readonly idOf: ReadonlyMap<string, UserId>;
  readonly placeIdOf: ReadonlyMap<string, ServerId | ChannelId>;
}

/** Ids made in the order of the names sort like them. */
function withIds(graph: Graph): Seeded {
  const idOf = new Map(graph.people.map((name) => [name, newId(UserId)] as const));
  const placeIdOf = new Map(
    graph.places.map(({ kind, name }) => [name, kind === 'server' ? newId(ServerId) : newId(ChannelId)] as const),
  );
  return { graph, idOf, placeIdOf };
}

function id<T>(ids: ReadonlyMap<string, T>, name: string): T {
  const found = ids.get(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** Everything at once: a statement for each table. */
async function insert({ db }: OpenStore, seeded: readonly Seeded[]): Promise<void> {
  const put = async (text: string, ...columns: unknown[][]) => void (await db.pool.query(text, columns));
  const people = seeded.flatMap(({ graph, idOf }) => graph.people.map((name) => ({ graph, name, id: id(idOf, name) })));
  await put(
    `insert into users (id, username, password, is_suggested, suspended_until)
     select u.id, u.name, '', u.suggested, case when u.suspended then now() + interval '1 day' end
     from unnest($1::uuid[], $2::text[], $3::bool[], $4::bool[]) as u (id, name, suggested, suspended)`,
    people.map((person) => person.id),
    people.map(({ name }) => name),
    people.map(({ graph, name }) => !graph.optedOut.includes(name)),
    people.map(({ graph, name }) => graph.suspended.includes(name)),
  );
  const rows = seeded.flatMap(({ graph, idOf }) => {
    const row = (status: string) => (pair: readonly [string, string], age: number) => ({
      one: id(idOf, pair[0]),
      other: id(idOf, pair[1]),
      status,
      age,
    });
    const both = graph.friendships.flatMap(([one, other], age) => [
      row('friend')([one, other], age),
      row('friend')([other, one], age),
    ]);
    return [...both, ...graph.pending.map(row('pending')), ...graph.blocked.map(row('blocked'))];
  });
  await put(
    `insert into friends (user_id_1, user_id_2, status, created_at)
     select f.a, f.b, f.status, now() + f.age * interval '1 second' from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[]) as f (a, b, status, age)`,
    rows.map(({ one }) => one),
    rows.map(({ other }) => other),
    rows.map(({ status }) => status),
    rows.map(({ age }) => age),
  );
  const dismissed = seeded.flatMap(({ graph, idOf }) =>
    graph.dismissed.map(([one, other]) => [id(idOf, one), id(idOf, other)] as const),
  );
  await put(
    'insert into dismissed_suggestions (user_id, dismissed_id) select * from unnest($1::uuid[], $2::uuid[])',
    dismissed.map(([one]) => one),
    dismissed.map(([, other]) => other),
  );
  await insertPlaces(put, seeded);
  await insertMentions(put, seeded);
}

type Put = (text: string, ...columns: unknown[][]) => Promise<void>;

async function insertPlaces(put: Put, seeded: readonly Seeded[]): Promise<void> {
  for (const kind of ['server', 'room'] as const) {
    const places = seeded.flatMap(({ graph, placeIdOf, idOf }) =>
      graph.places
        .filter((place) => place.kind === kind)
        .map((place) => ({ place, id: id(placeIdOf, place.name), owner: id(idOf, graph.people[0] ?? ''), idOf })),
    );
    const seats = places.flatMap(({ place, id: where, idOf }) =>
      place.members.map((name) => [where, id(idOf, name), `${place.name.slice(-2)}`] as const),
    );
    await put(
      kind === 'server'
        ? 'insert into servers (id, name, owner_id) select * from unnest($1::uuid[], $2::text[], $3::uuid[])'
        : 'insert into channels (id, name, owner_id, last_seq) select c.id, c.name, c.o, 100 from unnest($1::uuid[], $2::text[], $3::uuid[]) as c (id, name, o)',
      places.map((place) => place.id),
      places.map(({ place }) => place.name),
      places.map(({ owner }) => owner),
    );
    await put(
      `insert into ${kind === 'server' ? 'server_members (server_id' : 'channel_members (channel_id'}, user_id, joined_at)
       select s.p, s.u, now() + s.n::int * interval '1 second' from unnest($1::uuid[], $2::uuid[], $3::text[]) as s (p, u, n)`,
      seats.map(([where]) => where),
      seats.map(([, who]) => who),
      seats.map(([, , order]) => order),
    );
  }
}

async function insertMentions(put: Put, seeded: readonly Seeded[]): Promise<void> {
  const said = seeded.flatMap(({ graph, idOf, placeIdOf }) =>
    graph.mentions.map(({ room, seq, from, to, daysAgo }) => ({
      channel: id(placeIdOf, room),
      seq,
      from: id(idOf, from),
      to: id(idOf, to),
      daysAgo,
    })),
  );
  await put(
    `insert into messages (id, channel_id, user_id, seq, rev, content, timestamp)
     select m.id, m.c, m.u, m.seq, m.seq, 'hey', now() - m.days * interval '1 day'
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::int[]) as m (id, c, u, seq, days)`,
    said.map(() => newId(MessageId)),
    said.map(({ channel }) => channel),
    said.map(({ from }) => from),
    said.map(({ seq }) => seq),
    said.map(({ daysAgo }) => daysAgo),
  );
  await put(
    'insert into mentions (user_id, channel_id, seq) select * from unnest($1::uuid[], $2::uuid[], $3::int[])',
    said.map(({ to }) => to),
    said.map(({ channel }) => channel),
    said.map(({ seq }) => seq),
  );
}
