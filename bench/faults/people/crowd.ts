// All the people of a run: their clients, and what each kind of them does while the gate is open.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId } from '../../../common/ids.ts';
import { createRandom } from '../../crash/random.ts';
import { createClient, type Client } from './client.ts';
import { anyDoor, attempt, type Try } from './doors.ts';
import { createFlood } from './flood.ts';
import { createWriter } from './writer.ts';
import { live, type Actor, type Stay } from './live.ts';
import { floodRoom, type Someone } from './population.ts';

export interface Crowd {
  /** Everybody comes; resolves when all are connected. */
  come(): Promise<void>;
  /** Those who are to be in a room at `rev` and are not there yet. */
  behind(revs: ReadonlyMap<ChannelId, number>): string[];
  readonly slow: readonly Client[];
  /** Large messages into the room of the slow readers, until the answered function is called: it answers how many bytes that were. */
  flood(): () => Promise<number>;
  end(): Promise<void>;
}

export function createCrowd(options: Stay): Crowd {
  const { people, seeded, gate, journal } = options;
  const actors = people.map((someone) => createActor(someone, options));
  const running: Promise<unknown>[] = [];
  const inRoom = new Set<string>();
  for (const { who, someone } of actors)
    for (const room of someone.rooms) inRoom.add(`${who} ${seeded.channels[room]}`);

  const come = async () => {
    for (const { who, someone, client } of actors) {
      const user = seeded.users[someone.index];
      if (user === undefined) throw new Error('more people than users');
      journal.logins.push({ who, user, from: journal.now() });
      for (const room of someone.rooms) {
        const channel = seeded.channels[room];
        if (channel !== undefined) journal.add({ type: 'joined', at: 0, who, channel, attempt: journal.nextAttempt() });
      }
      running.push(client.run());
    }
    while (actors.some(({ who, client }) => !isHere(who, client))) await sleep(50);
    for (const actor of actors) running.push(live(actor, options, inRoom));
  };
  const isHere = (who: string, client: Client) =>
    seeded.channels.every((channel) => !inRoom.has(`${who} ${channel}`) || client.position(channel) !== undefined);

  const behind: Crowd['behind'] = (revs) => {
    const late: string[] = [];
    for (const { who, client } of actors)
      for (const [channel, rev] of revs)
        if (inRoom.has(`${who} ${channel}`) && (client.position(channel) ?? -1) < rev) late.push(who);
    return late;
  };

  const flooder = actors.find(({ someone }) => someone.kind === 'flooder');
  const flood = createFlood(flooder?.writer, seeded.channels[floodRoom(seeded.channels.length)]);

  return {
    come,
    behind,
    slow: actors.filter(({ someone }) => someone.kind === 'slow').map(({ client }) => client),
    flood,
    end: async () => {
      gate.end();
      for (const { client } of actors) client.end();
      await Promise.all(running);
    },
  };
}

function createActor(someone: Someone, { seeded, doors, journal, seed, gate, troubles }: Stay): Actor {
  const who = `${someone.kind}${someone.index}`;
  const random = createRandom(seed + 7919 * (someone.index + 1));
  const token = seeded.tokens[someone.index] ?? '';
  const client = createClient({ who, token, doors, journal, random });
  const byHttp = anyDoor(doors, token, random, troubles);
  /** Every second person asks on the live line, the others by HTTP at any node. */
  const ask: Try =
    someone.index % 2 === 0 ? byHttp : async (request, params) => await attempt(client.ask, request, params, troubles);
  const writer = createWriter({ who, ask, journal, random, isOver: () => gate.ended });
  return { who, someone, client, ask: byHttp, writer, random };
}
