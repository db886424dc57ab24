// Two nodes: one channel whose members are spread over both, beside the same on one node.
import { runLoad } from '../child.ts';
import { createDatabase, type DatabaseKind } from '../database.ts';
import type { Figure } from '../figures.ts';
import { startHost } from '../host.ts';
import type { FanoutTask, Paced, Saturated } from '../load/fanout.ts';
import { seed } from '../seed.ts';
import { connected } from '../wire.ts';
import { members, pace, saturate, shape } from './fanout.ts';

const natsUrl = process.env['BENCH_NATS_URL'] ?? 'nats://127.0.0.1:4222';

export async function nodesFigures(kinds: readonly DatabaseKind[], node: readonly string[]): Promise<Figure[]> {
  if (!kinds.includes('postgresql')) return [];
  if (!(await isReachable(new URL(natsUrl)))) {
    console.error(`two nodes are left out: no NATS at ${natsUrl}`);
    return [];
  }
  const database = await createDatabase('postgresql');
  try {
    const { tokens, channels } = await seed(database, { users: members, rooms: 1, isIn: () => true });
    const on = async <A>(nodes: number, load: FanoutTask['load']): Promise<A> => {
      const env: Record<string, string> = nodes === 1 ? {} : { NATS_URL: natsUrl };
      const hosts = await Promise.all(Array.from({ length: nodes }, () => startHost(database, { node, env })));
      const to = { urls: hosts.map((host) => host.url), tokens, channel: channels[0] ?? '' };
      try {
        return await runLoad<FanoutTask, A>('fanout', { ...shape, to, load });
      } finally {
        for (const host of hosts) await host.stop();
      }
    };
    const [one, two] = [await on<Saturated>(1, saturate(64)), await on<Saturated>(2, saturate(64))];
    const [onePaced, twoPaced] = [await on<Paced>(1, pace), await on<Paced>(2, pace)];
    const beside = { floorIs: 'the same on one node', target: 'reported' } as const;
    return [
      {
        what: 'fan-out over two nodes, 64 in flight',
        value: two.deliveriesPerSecond,
        floor: one.deliveriesPerSecond,
        unit: '/s',
        ...beside,
        notes: `${Math.round(two.messagesPerSecond)} and ${Math.round(one.messagesPerSecond)} messages/s stored`,
      },
      {
        what: 'delivery p99 from one node to another at 20 messages/s',
        value: twoPaced.p99,
        floor: onePaced.p99,
        unit: 'ms',
        ...beside,
        notes: `p50 ${twoPaced.p50.toFixed(1)} and ${onePaced.p50.toFixed(1)} ms`,
      },
    ];
  } finally {
    await database.drop();
  }
}

async function isReachable({ hostname, port }: URL): Promise<boolean> {
  const socket = await connected(port === '' ? 4222 : Number(port), hostname).catch(() => undefined);
  socket?.destroy();
  return socket !== undefined;
}
