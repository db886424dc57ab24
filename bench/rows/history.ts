// A page of history: as fast in a channel with a million messages as in one with a thousand.
import { runLoad } from '../child.ts';
import { createDatabase, type DatabaseKind, type TestDatabase } from '../database.ts';
import type { Figure } from '../figures.ts';
import { startHost, type Host } from '../host.ts';
import type { PagesAnswer, PagesTask, Shelf } from '../load/pages.ts';
import { seed, seedPast } from '../seed.ts';

const pageMessages = 50;
const pages = 2000;
const contentBytes = 200;

export async function historyFigures(kind: DatabaseKind, node: readonly string[]): Promise<Figure[]> {
  const databases = [await createDatabase(kind), await createDatabase(kind)] as const;
  const hosts: Host[] = [];
  try {
    const shelf = async (database: TestDatabase, messages: number): Promise<Shelf> => {
      const { tokens, users, channels } = await seed(database, { users: 10, rooms: 1, isIn: () => true });
      const [token = '', user, channel] = [tokens[0], users[0], channels[0]];
      if (user === undefined || channel === undefined) throw new Error('nobody in no room');
      await seedPast(database, { channels: [channel], user, messages, contentBytes });
      const host = await startHost(database, { node });
      hosts.push(host);
      return { url: host.url, token, channel, messages };
    };
    const few = await shelf(databases[0], 1000);
    const many = await shelf(databases[1], 1_000_000);
    const took = await runLoad<PagesTask, PagesAnswer>('pages', { few, many, pages, pageMessages });
    return [
      {
        what: `history page of ${pageMessages} at 1,000,000 messages, median (${kind})`,
        value: took.many.p50,
        floor: took.few.p50,
        floorIs: 'the same at 1,000 messages',
        unit: 'ms',
        target: { atMost: 1.3 },
        notes: `p99 ${took.many.p99.toFixed(1)} and ${took.few.p99.toFixed(1)} ms`,
      },
    ];
  } finally {
    for (const host of hosts) await host.stop();
    for (const database of databases) await database.drop();
  }
}
