// The arithmetic of docs/scaling.md against what must hold of it.
import { describe, expect, test } from 'vitest';
import { nodeBusy, plan, planFor, total } from './load.ts';
import { appendCosts, appendMicros } from './measured.ts';
import { design, heavyTail, zipfRooms, type Population } from './population.ts';
import { simulateTraffic } from './simulate.ts';
import { changed, expectedNodes, expectedTraffic, today, type Traffic } from './traffic.ts';

const small: Population = {
  ...design,
  users: 20_000,
  connected: 4000,
  messagesPerSecond: 1000,
  rooms: zipfRooms(240_000, { smallest: 3, largest: 2000, exponent: 1.1 }),
};

/** Everybody connected, and rooms of one size only. */
const equal: Population = {
  ...design,
  users: 5000,
  connected: 5000,
  messagesPerSecond: 700,
  dmShare: 0,
  dmsPerUser: 0,
  rooms: [{ members: 30, rooms: 2000 }],
};

const sum = (values: Float64Array) => values.reduce((all, one) => all + one, 0);

describe('traffic by chance', () => {
  test('every message reaches every connected member, and the nodes together deliver exactly that', () => {
    const traffic = simulateTraffic(equal, 8, today, 1);
    expect(traffic.deliveries).toBeCloseTo(700 * 30, 6);
    expect(sum(traffic.roomDeliveriesOf)).toBeCloseTo(700 * 30, 6);
  });

  test('a channel is followed by N (1 - (1 - 1/N)^c) nodes', () => {
    const { follows, followsOf } = simulateTraffic(equal, 40, today, 2);
    expect(follows / 2000 / expectedNodes(40, 30)).toBeCloseTo(1, 2);
    expect(sum(followsOf)).toBe(follows);
  });

  test('the bus brings a message to each following node but the one that published it', () => {
    const { copies, follows } = simulateTraffic(equal, 8, today, 3);
    expect(copies).toBeCloseTo(700 * (follows / 2000 - 1), 6);
    expect(simulateTraffic(equal, 1, today, 3).copies).toBe(0);
  });

  test.each<keyof Traffic>([
    'deliveries',
    'copies',
    'typingDeliveries',
    'typingCopies',
    'presenceDeliveries',
    'follows',
    'dmFollows',
  ])('%s is what the formula expects, with and without soft events for large rooms', (key) => {
    for (const behaviour of [today, { ...changed, softEventsUpTo: 100 }]) {
      const chance = simulateTraffic(small, 12, behaviour, 4)[key];
      expect(Math.abs(chance / expectedTraffic(small, 12, behaviour)[key] - 1)).toBeLessThan(0.02);
    }
  });

  test('the same seed gives the same traffic', () => {
    expect(simulateTraffic(small, 12, today, 5)).toEqual(simulateTraffic(small, 12, today, 5));
  });
});

describe('the population', () => {
  test('rooms have the tail of their law, and as many members as asked for', () => {
    const rooms = zipfRooms(1_000_000_000);
    const count = (from: number) => rooms.reduce((all, one) => all + (one.members >= from ? one.rooms : 0), 0);
    const members = rooms.reduce((all, one) => all + one.rooms * one.members, 0);
    expect(members / 1e9).toBeCloseTo(1, 3);
    expect(rooms.at(-1)?.members).toBe(heavyTail.largest);
    for (const from of [4, 10, 20]) expect(count(from) / count(3)).toBeCloseTo((3 / from) ** heavyTail.exponent, 4);
  });
});

describe('the plan', () => {
  test('has as many nodes as carry the load, and not ten more', () => {
    const { nodes, shards, nodeCores } = plan(design, today);
    expect(total(nodeCores)).toBeLessThanOrEqual(nodes * nodeBusy);
    const fewer = planFor(design, today, { nodes: nodes - 10, shards });
    expect(total(fewer.nodeCores)).toBeGreaterThan(fewer.nodes * nodeBusy);
  });

  test('batches are what arrives while the last one is written', () => {
    const { batch } = planFor(design, changed, { nodes: 100, shards: 10 });
    expect(batch).toBeCloseTo((design.messagesPerSecond / 10 / 1e6) * (1000 + appendMicros(batch)), 3);
    expect(planFor(design, today, { nodes: 100, shards: 10 }).batch).toBe(1);
  });

  test('an append costs what was measured, and in between something in between', () => {
    for (const { messages, micros } of appendCosts) expect(appendMicros(messages)).toBe(micros);
    expect(appendMicros(10)).toBeGreaterThan(appendMicros(4));
    expect(appendMicros(10)).toBeLessThan(appendMicros(16));
  });
});
