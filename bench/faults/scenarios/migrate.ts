// Nodes of this version that start together on a database of an older one: one of them migrates, all of them serve.
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { MessageId, newId } from '../../../common/ids.ts';
import { entities } from '../../../server/store/entities.ts';
import { migrationsList } from '../../../server/store/migrate.ts';
import { askOverHttp } from '../../client.ts';
import { withDriver, type Place } from '../../database.ts';
import { startHost, type Host } from '../../host.ts';
import { fill, type Seeded } from '../../seed.ts';
import { untilReady } from '../parts/process.ts';
import { undo, type Scenario } from './scenario.ts';

const startMaxMs = 60_000;

export const migrate: Scenario = {
  hurts: ['postgresql', 'processor'],
  seconds: { short: 1, long: [1, 3] },
  begin: async ({ cluster, nodes, env }, random) => {
    const name = `older_${random.between(0, 1_000_000_000)}`;
    await cluster.query('postgres', `create database ${name}`);
    const place = cluster.place(name);
    const seeded = await makeOlder(place);
    const hosts = Promise.all(
      nodes.map(() => untilReady('a new node', startMaxMs, () => startHost({ place }, { env }))),
    );
    const end = undo(async () => {
      const started = await hosts;
      try {
        await writeAndRead(started, seeded);
      } finally {
        await Promise.all(started.map((host) => host.stop()));
        await cluster.query('postgres', `drop database ${name} with (force)`);
      }
    });
    return { what: `${nodes.length} nodes start at once on a database of the version before`, end };
  },
};

/** The tables as they were before the last migration, with somebody in a room. */
async function makeOlder({ DATABASE_URL: clientUrl }: Place): Promise<Seeded> {
  const migrations = { migrationsList: migrationsList.slice(0, -1), silent: true, snapshot: false };
  const orm = await MikroORM.init({ clientUrl, entities, extensions: [Migrator], migrations });
  try {
    await orm.migrator.up();
  } finally {
    await orm.close(true);
  }
  const place = { DATABASE_URL: clientUrl, DEVCHAT_DATA_DIR: '' };
  return await withDriver(place, (client) => fill(client, { users: 1, rooms: 1, isIn: () => true }));
}

/** Each node writes a message for who was there before; all of them are in the history, in order. */
async function writeAndRead(hosts: readonly Host[], { tokens, channels }: Seeded): Promise<void> {
  const asks = hosts.map(({ url }) => askOverHttp(url, tokens[0]));
  const [channel] = channels;
  const [first] = asks;
  if (channel === undefined || first === undefined) throw new Error('nobody to write');
  for (const [index, ask] of asks.entries())
    await ask('message.send', { id: newId(MessageId), channel, content: `from node ${index}` });
  const { messages } = await first('message.history', { channel });
  const seen = messages.map(({ seq, content }) => `${seq} ${content}`).join(', ');
  const wanted = asks.map((_, index) => `${index + 1} from node ${index}`).join(', ');
  if (seen !== wanted) throw new Error(`after a migration the history says ${seen}`);
}
