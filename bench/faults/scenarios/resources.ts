// What runs short: readers that do not read, and a full disk.
import { setTimeout as sleep } from 'node:timers/promises';
import { untilReady } from '../parts/process.ts';
import type { Client } from '../people/client.ts';
import type { Scenario } from './scenario.ts';

/** More than the system keeps for a connection that nobody reads, here and in the proxy. */
const buffersMaxBytes = 24_000_000;
const liveWithinMs = 20_000;
const closedWithinMs = 3000;

export const slowReader: Scenario = {
  // Nothing may come together with it: the messages have to flow.
  hurts: ['readers', 'node', 'nats', 'postgresql', 'lines', 'processor'],
  seconds: { short: 6, long: [8, 15] },
  begin: async ({ crowd }) => {
    const { slow } = crowd;
    await Promise.all(slow.map(renew));
    const before = new Map(slow.map((client) => [client, client.endings()]));
    for (const client of slow) client.pause();
    const dry = crowd.flood();
    const end = async () => {
      const bytes = await dry();
      for (const client of slow) client.resume();
      const open = () => slow.filter((client) => client.endings() === before.get(client));
      const until = performance.now() + closedWithinMs;
      while (open().length > 0 && performance.now() < until) await sleep(20);
      const left = open().map(({ who }) => who);
      if (left.length > 0 && bytes > buffersMaxBytes)
        throw new Error(`${left.join(', ')} read none of ${bytes} bytes and were not closed`);
      return `${slow.length - left.length} of ${slow.length} were closed, ${Math.round(bytes / 1_000_000)} MB`;
    };
    return { what: `${slow.length} clients stop reading while large messages come`, end };
  },
};

/** On a new connection: an old one may be dead already, or its buffers may have grown large by much reading. */
async function renew(client: Client): Promise<void> {
  client.cut();
  await untilReady(client.who, liveWithinMs, () => client.ask('auth.whoami', {}));
}

export const diskFull: Scenario = {
  hurts: ['postgresql'],
  seconds: { short: 3, long: [4, 12] },
  begin: async ({ cluster, disk }) => {
    if (disk === undefined) return 'mounting a small disk is not permitted here';
    disk.fill();
    const end = async () => {
      disk.free();
      const ended = !cluster.isRunning;
      if (ended) await cluster.start();
      await untilReady('PostgreSQL', 60_000, () => cluster.query('postgres', 'select 1'));
      return ended ? 'PostgreSQL had ended' : undefined;
    };
    return { what: 'the disk of PostgreSQL is full', end };
  },
};
