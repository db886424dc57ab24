// Suggestions of people to know, among 100,000 users with 2,000,000 rows of friendship, hubs among them.
import { runLoad } from '../child.ts';
import { createDatabase, withDriver, type DatabaseKind, type TestDatabase } from '../database.ts';
import { quantile, type Figure } from '../figures.ts';
import { startHost, type Host } from '../host.ts';
import type { SuggestAnswer, SuggestTask } from '../load/suggest.ts';
import { seedSociety, type Society } from '../society.ts';

/** The embedded database is for a team; it is asked about one a tenth as large. */
const sizes: Record<DatabaseKind, Society> = {
  postgresql: { users: 100_000, friendships: 1_000_000, hubs: 100, hubFriends: 950, viewers: 600, viewingHubs: 20 },
  embedded: { users: 10_000, friendships: 100_000, hubs: 10, hubFriends: 950, viewers: 200, viewingHubs: 5 },
};
const withinMs = 50;

export async function suggestFigures(kind: DatabaseKind, node: readonly string[]): Promise<Figure[]> {
  const society = sizes[kind];
  const database = await createDatabase(kind);
  let host: Host | undefined;
  try {
    const rows = await seeded(database, society);
    host = await startHost(database, { node });
    const viewers = Array.from({ length: society.viewers }, (_, n) => `devchat_bench_${n}`);
    const { took, found } = await runLoad<SuggestTask, SuggestAnswer>('suggest', { url: host.url, tokens: viewers });
    await host.stop();
    host = undefined;
    const floor = await runLoad<object, number[]>('suggest-floor', { place: database.place, viewers: viewers.length });
    const hubs = took.slice(0, society.viewingHubs);
    const what = `suggestions, ${society.users.toLocaleString('en')} users, ${rows.toLocaleString('en')} friendship rows`;
    const shared = { value: quantile(took, 0.95), unit: 'ms' } as const;
    return [
      {
        ...shared,
        what: `${what}, p95 (${kind})`,
        floor: withinMs,
        floorIs: 'the most that it may take',
        target: { atMost: 1 },
        notes: `median ${quantile(took, 0.5).toFixed(1)} ms; median of hubs ${quantile(hubs, 0.5).toFixed(1)} ms; ${found} found`,
      },
      {
        ...shared,
        what: `the same beside its floor (${kind})`,
        floor: quantile(floor, 0.95),
        floorIs: 'bare select of the ids of friends of friends, p95',
        target: 'reported',
      },
    ];
  } finally {
    await host?.stop();
    await database.drop();
  }
}

async function seeded(database: TestDatabase, society: Society): Promise<number> {
  const host = await startHost(database);
  await host.stop();
  return await withDriver(database.place, (client) => seedSociety(client, society));
}
