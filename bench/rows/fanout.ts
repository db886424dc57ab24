// Fan-out: one channel, 500 members, messages of 200 bytes, at saturation and at an everyday rate.
import { runLoad, startLoad } from '../child.ts';
import { createDatabase, type DatabaseKind } from '../database.ts';
import type { Figure } from '../figures.ts';
import { startHost } from '../host.ts';
import type { FanoutTask, Paced, Saturated } from '../load/fanout.ts';
import { seed } from '../seed.ts';

export const members = 500;
export const shape = { members, contentBytes: 200 };
const floorIs = 'a bare net process, one write for each message and socket';

export const saturate = (inFlight: number) => ({ type: 'saturate', senders: 16, inFlight, seconds: 4 }) as const;
export const pace = { type: 'pace', perSecond: 20, messages: 200 } as const;

export async function fanoutFigures(kind: DatabaseKind, node: readonly string[]): Promise<Figure[]> {
  const database = await createDatabase(kind);
  try {
    const { tokens, channels } = await seed(database, { users: members, rooms: 1, isIn: () => true });
    const onHost = async <A>(load: FanoutTask['load']) => {
      const host = await startHost(database, { node });
      const to = { urls: [host.url], tokens, channel: channels[0] ?? '' };
      const answer = await runLoad<FanoutTask, A>('fanout', { ...shape, to, load });
      await host.stop();
      return answer;
    };
    const [floor, few, many] = [
      await onFloor<Saturated>(saturate(64)),
      await onHost<Saturated>(saturate(64)),
      await onHost<Saturated>(saturate(256)),
    ];
    const [floorPaced, paced] = [await onFloor<Paced>(pace), await onHost<Paced>(pace)];
    const saturated = { floor: floor.deliveriesPerSecond, floorIs, unit: '/s', target: { atLeast: 4 } } as const;
    return [
      {
        what: `fan-out, 64 in flight (${kind})`,
        value: few.deliveriesPerSecond,
        ...saturated,
        notes: `${Math.round(few.messagesPerSecond)} messages/s stored`,
      },
      {
        what: `fan-out, 256 in flight (${kind})`,
        value: many.deliveriesPerSecond,
        ...saturated,
        notes: `${Math.round(many.messagesPerSecond)} messages/s stored`,
      },
      {
        what: `delivery p99 at 20 messages/s (${kind})`,
        value: paced.p99,
        floor: floorPaced.p99,
        floorIs,
        unit: 'ms',
        target: { atMost: 1.5 },
        notes: `p50 ${paced.p50.toFixed(1)} and ${floorPaced.p50.toFixed(1)} ms`,
      },
    ];
  } finally {
    await database.drop();
  }
}

async function onFloor<A>(load: FanoutTask['load']): Promise<A> {
  const floor = await startLoad<{ port: number }>('net-floor');
  const answer = await runLoad<FanoutTask, A>('fanout', { ...shape, to: floor.ready, load });
  await floor.stop();
  return answer;
}
