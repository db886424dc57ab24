// While several people act at once, clients start, lose their connection and come back at any moment: in the end each knows
// exactly what a client knows that starts afterwards.
import { setTimeout as pause } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChannelId } from '../../common/ids.ts';
import type { Person, TestNode } from '../../server/test-node.ts';
import { startBustle, step, type Bustle, type Step } from './equality/bustle.ts';
import { createClient, type Client } from './equality/client.ts';
import { openCable } from './equality/cable.ts';
import { differences } from './equality/differences.ts';
import { factsOf } from './equality/facts.ts';
import { showing, startRoomyNode } from './equality/world.ts';

interface People {
  readonly bob: Person;
  readonly ada: Person;
  readonly carol: Person;
  readonly dm: ChannelId;
}

let node: TestNode;
let people: People;
beforeAll(async () => {
  node = await startRoomyNode();
  const [bob, ada, carol] = await Promise.all([node.signup('bob'), node.signup('ada'), node.signup('carol')]);
  people = { bob, ada, carol, dm: (await ada.ask('dm.open', { username: 'carol' })).id };
});
afterAll(async () => await node.stop());

const bustle = fc.array(step, { minLength: 6, maxLength: 20 });
const moment = fc.nat({ max: 20 });

test('a client that starts while people act, and one that was there, know what one knows that starts afterwards', async () => {
  await always(async (steps, startsAt) => {
    const { room, acting, end } = await meeting();
    const [late, steady] = [createClient(node.url, people.ada.token), await showing(node.url, people.carol, room)];
    const start = async () => {
      await late.connect();
      late.open(room);
    };
    await play(acting, steps, [[startsAt, start]]);
    expect(await end({ late: [late, people.ada], steady: [steady, people.carol] })).toEqual([]);
  });
});

test('a client that loses its connection and comes back while people act misses nothing', async () => {
  await always(async (steps, cutAt, backAt) => {
    const { room, acting, end } = await meeting();
    const cable = await openCable(node.url);
    const client = await showing(cable.url, people.ada, room);
    await play(acting, steps, [
      [cutAt, async () => cable.cut()],
      [Math.max(cutAt, backAt), async () => cable.mend()],
    ]);
    const stale = await end({ interrupted: [client, people.ada] });
    await cable.close();
    expect(stale).toEqual([]);
  });
});

async function always(holds: (steps: Step[], one: number, other: number) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(bustle, moment, moment, holds), { numRuns: 50, endOnFailure: true });
}

/** A room of all three, in which something was said; `end` waits until all is quiet, answers who is wrong, and takes it down. */
async function meeting() {
  const { bob, ada, carol, dm } = people;
  const room = (await bob.ask('channel.create', { name: `room${rooms++}` })).id;
  for (const person of [ada, carol]) await person.ask('channel.join', { channel: room });
  await bob.send(room, 'welcome, @ada and @carol');
  const acting = startBustle([bob, ada, carol], { room, dm });
  const end = async (watching: Readonly<Record<string, readonly [Client, Person]>>) => {
    await acting.over();
    const wrong = Object.entries(watching).map(async ([name, [client, person]]) => {
      const lines = await whatIsStale(person, client);
      client.close();
      return lines.map((line) => `${name} at ${line}`);
    });
    const lines = (await Promise.all(wrong)).flat();
    for (const person of [ada, carol]) await person.try('channel.leave', { channel: room });
    return lines;
  };
  return { room, acting, end };
}

let rooms = 0;

/** Each of `happenings` is begun before the step of its number, or after the last. */
async function play(acting: Bustle, steps: readonly Step[], happenings: readonly [number, () => Promise<void>][]) {
  let under = Promise.resolve();
  const begin = (from: number, to: number) => {
    for (const [at, happen] of happenings) if (at >= from && at < to) under = under.then(happen);
  };
  for (const [i, one] of steps.entries()) {
    begin(i, i + 1);
    await acting.take(one);
  }
  begin(steps.length, Infinity);
  await under;
}

/** Presence is told a moment after a socket is gone. */
const settledWithinMs = 1500;

/** What the client knows otherwise than one that starts now, once that does not change any more. */
async function whatIsStale(person: Person, client: Client): Promise<string[]> {
  for (const until = performance.now() + settledWithinMs; ; await pause(50)) {
    await client.whole();
    const fresh = await showing(node.url, person, client.state().open);
    await fresh.whole();
    const lines = differences(factsOf(client.state()), factsOf(fresh.state()));
    fresh.close();
    if (lines.length === 0 || performance.now() > until) return lines;
  }
}
