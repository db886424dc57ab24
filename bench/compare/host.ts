// devchat itself, on PostgreSQL.
import { createDatabase } from '../database.ts';
import { program, startHost } from '../host.ts';
import { seed } from '../seed.ts';
import { exists, type Contender } from './server.ts';

export const devchat: Contender = {
  name: 'devchat',
  stores: 'every message, before it is delivered',
  missing: async () => ((await exists(program)) ? undefined : 'it is not built: npm run build'),
  run: async (members, load) => {
    const database = await createDatabase('postgresql');
    try {
      const { tokens, channels } = await seed(database, { users: members, rooms: 1, isIn: () => true });
      const host = await startHost(database);
      try {
        const port = Number(new URL(host.url).port);
        return await load({ protocol: 'devchat', port, channel: channels[0] ?? '', members: tokens });
      } finally {
        await host.stop();
      }
    } finally {
      await database.drop();
    }
  },
};
