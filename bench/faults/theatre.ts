// Everything that a run needs, started: database, bus, nodes, people; and ended again.
import { mkdtempSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostLimitVariable } from '../../common/limits.ts';
import { createRandom } from '../crash/random.ts';
import { withDriver } from '../database.ts';
import { fill } from '../seed.ts';
import type { FaultsOptions } from './options.ts';
import { mountDisk } from './parts/disk.ts';
import { createNats } from './parts/nats.ts';
import { createNode, type Node, type NodeOptions } from './parts/node.ts';
import { takePorts } from './parts/ports.ts';
import { createCluster } from './parts/postgresql.ts';
import { createCrowd } from './people/crowd.ts';
import { createGate, type Gate } from './people/gate.ts';
import { createJournal, type Journal } from './people/journal.ts';
import { populate } from './people/population.ts';
import type { Stage } from './scenarios/scenario.ts';

export interface Theatre extends Stage {
  readonly folder: string;
  readonly journal: Journal;
  readonly gate: Gate;
  readonly troubles: { internal: number };
  end(): Promise<void>;
}

export const databaseName = 'devchat';
/** Dead connections are noticed after two heartbeats; a run of minutes has no time for the usual minute. */
const heartbeatMs = { short: 1500, long: 3000 };
const sendsPerSecond = { short: 12, long: 20 };

export async function openTheatre(options: FaultsOptions): Promise<Theatre> {
  const length = options.short ? 'short' : 'long';
  const folder = mkdtempSync(join(tmpdir(), 'devchat-faults-'));
  // PostgreSQL runs as another user and has to reach its data.
  await chmod(folder, 0o711);
  const [postgresqlPort = 0, natsPort = 0, ...nodePorts] = await takePorts(2 + 3 * options.nodes);
  const disk = mountDisk(join(folder, 'disk'));
  const cluster = createCluster({ data: join(disk?.folder ?? folder, 'data'), folder, port: postgresqlPort });
  const nats = createNats(folder, natsPort);
  await Promise.all([cluster.start(), nats.start()]);
  await cluster.query('postgres', `create database ${databaseName}`);
  const place = cluster.place(databaseName);
  const env = { [hostLimitVariable('heartbeatMs')]: String(heartbeatMs[length]) };
  const common = { place, folder, env, nats: natsPort, seed: options.seed };
  const nodes = await startNodes(common, nodePorts);
  const people = populate(options.clients, options.channels);
  const isIn = (user: number, room: number) => people[user]?.rooms.includes(room) === true;
  const population = { users: people.length, rooms: options.channels, isIn };
  const seeded = await withDriver(place, async (client) => {
    const filled = await fill(client, population);
    for (const { index, rooms } of people.filter(({ kind }) => kind === 'keeper'))
      await client.query('update channels set owner_id = $1 where id = $2', [
        filled.users[index],
        filled.channels[rooms[0] ?? 0],
      ]);
    return filled;
  });
  const journal = createJournal();
  const gate = createGate();
  const troubles = { internal: 0 };
  const doors = nodes.map(({ door }) => door);
  const rate = sendsPerSecond[length];
  const crowd = createCrowd({
    people,
    seeded,
    doors,
    journal,
    gate,
    seed: options.seed,
    sendsPerSecond: rate,
    troubles,
  });
  const end = async () => {
    await Promise.all(nodes.map((node) => node.close()));
    await Promise.all([cluster.kill(), nats.kill()]);
    disk?.unmount();
    if (!options.keep) await rm(folder, { recursive: true, force: true }).catch(() => {});
  };
  return { folder, nodes, cluster, nats, disk, crowd, env, journal, gate, troubles, end };
}

interface Common extends Pick<NodeOptions, 'place' | 'folder' | 'env'> {
  readonly nats: number;
  readonly seed: number;
}

/** All at once, on an empty database: one of them makes the tables. */
async function startNodes({ nats, seed, ...common }: Common, ports: readonly number[]): Promise<Node[]> {
  const numbers = Array.from({ length: ports.length / 3 }, (_, i) => i + 1);
  const nodes = await Promise.all(
    numbers.map((number) => {
      const [host = 0, clients = 0, bus = 0] = ports.slice(3 * (number - 1));
      return createNode({
        ...common,
        number,
        ports: { host, clients, bus, nats },
        random: createRandom(seed + number),
      });
    }),
  );
  await Promise.all(nodes.map((node) => node.start()));
  return nodes;
}
