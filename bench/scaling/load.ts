// What the traffic costs: processor cores of the nodes and of PostgreSQL, by cause; and how many of each that makes.
import { appendMicros, costs } from './measured.ts';
import type { Population } from './population.ts';
import { expectedTraffic, type Behaviour, type Traffic } from './traffic.ts';

/** A node is one thread of JavaScript, and is planned to be busy for this part of the time. */
export const nodeBusy = 0.6;
/** A shard is planned with so many cores, and busy for this part of the time. */
export const shardCores = 16;
export const shardBusy = 0.5;

/** `noticeCheckMs` of limits.md, and the time that a socket sends nothing before it says that it lives. */
const noticeCheckSeconds = 0.3;
const beatSeconds = 24;
/** From the first message of a batch to the answer of PostgreSQL, without its own work: two hops and a commit on disk. */
const commitMicros = 1000;
const perSecond = 1e6;

export interface Plan {
  readonly nodes: number;
  readonly shards: number;
  readonly behaviour: Behaviour;
  readonly traffic: Traffic;
  /** Cores of all nodes together. */
  readonly nodeCores: Readonly<Record<'messages' | 'typing' | 'presence' | 'requests' | 'bus' | 'looking', number>>;
  /** Cores of all shards together. */
  readonly shardCores: Readonly<
    Record<'appends' | 'positions' | 'markers' | 'pages' | 'starts' | 'presence' | 'notices', number>
  >;
  readonly batch: number;
}

/** The smallest number of nodes and shards that carries the population: more nodes make more work between them. */
export function plan(population: Population, behaviour: Behaviour): Plan {
  let shards = 1;
  for (let nodes = 10; nodes <= 20_000; nodes += 10) {
    const made = planFor(population, behaviour, { nodes, shards });
    shards = Math.max(shards, Math.ceil(total(made.shardCores) / (shardCores * shardBusy)));
    if (shards === made.shards && total(made.nodeCores) <= nodes * nodeBusy) return made;
  }
  throw new Error('no number of nodes carries this');
}

/** The same population at another size, in steps of 10,000 connected users: the largest that one primary carries. */
export function carriedByOnePrimary(population: Population, behaviour: Behaviour): number {
  const step = 10_000;
  const fits = (connected: number) =>
    plan(scaled(population, connected / population.connected), behaviour).shards === 1;
  let connected = step;
  while (fits(connected + step)) connected += step;
  return connected;
}

function scaled(population: Population, by: number): Population {
  return {
    ...population,
    users: population.users * by,
    connected: population.connected * by,
    messagesPerSecond: population.messagesPerSecond * by,
    rooms: population.rooms.map(({ members, rooms }) => ({ members, rooms: rooms * by })),
  };
}

export function planFor(population: Population, behaviour: Behaviour, size: { nodes: number; shards: number }): Plan {
  const traffic = expectedTraffic(population, size.nodes, behaviour);
  const work = { population, behaviour, traffic, ...size };
  return { ...size, behaviour, traffic, nodeCores: nodeCoresFor(work), ...shardCoresFor(work) };
}

export function total(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 0);
}

interface Work {
  readonly population: Population;
  readonly behaviour: Behaviour;
  readonly traffic: Traffic;
  readonly nodes: number;
  readonly shards: number;
}

function nodeCoresFor({ population, behaviour, traffic, nodes }: Work): Plan['nodeCores'] {
  const { connected, messagesPerSecond, typingPerMessage } = population;
  const { write, request, envelopeRead, frameMade, positionNode, noticeNode } = costs;
  const cores = (times: number, micros: number) => (times * micros) / perSecond;
  const asked = messagesPerSecond * (1 + typingPerMessage) + markersIn(population) + pagesIn(population);
  const heard = traffic.copies + traffic.typingCopies + traffic.presenceChanges * (nodes - 1);
  // A message that is handed to the writer of its shard crosses the bus there, and its answer back.
  const handedOver = behaviour.writers === 'one a shard' ? 2 * messagesPerSecond : 0;
  return {
    messages: cores(traffic.deliveries, write.value),
    typing: cores(traffic.typingDeliveries, write.value),
    presence: cores(traffic.presenceDeliveries, write.value),
    requests: cores(asked, request.value) + cores(connected / beatSeconds, 2 * write.value),
    bus: cores(heard, envelopeRead.value + frameMade.value) + cores(handedOver, envelopeRead.value + frameMade.value),
    looking:
      cores(traffic.follows / behaviour.positionCheckSeconds, positionNode.value) +
      cores(noticesRead(population, behaviour) * nodes, noticeNode.value),
  };
}

function shardCoresFor(work: Work): Pick<Plan, 'shardCores' | 'batch'> {
  const { population, behaviour, traffic, nodes } = work;
  const cores = (times: number, micros: number) => (times * micros) / perSecond;
  const batch = batchSize(work);
  const starts = population.connected / (population.sessionHours * 3600);
  return {
    batch,
    shardCores: {
      appends: cores(population.messagesPerSecond / batch, appendMicros(batch)),
      positions: cores(traffic.follows / behaviour.positionCheckSeconds, costs.position.value),
      markers: cores(markersIn(population), costs.marker.value),
      pages: cores(pagesIn(population), costs.page.value),
      starts: cores(starts, costs.start.value),
      presence: cores(traffic.presenceChanges, costs.presence.value),
      notices: cores(noticesRead(population, behaviour) * nodes, costs.notice.value),
    },
  };
}

/** What arrives at one writer while its last batch is being written: found by following it until it stands still. */
function batchSize({ population, behaviour, nodes, shards }: Work): number {
  const writers = behaviour.writers === 'every node' ? nodes * shards : shards;
  const perMicro = population.messagesPerSecond / writers / perSecond;
  let batch = 1;
  for (let round = 0; round < 200; round++)
    batch = Math.min(512, Math.max(1, perMicro * (commitMicros + appendMicros(batch))));
  return batch;
}

/** Rows that one node reads in a second. */
export function noticesRead({ connected, noticesPerHour }: Population, { noticeWindowSeconds }: Behaviour): number {
  return ((connected * noticesPerHour) / 3600) * Math.max(1, noticeWindowSeconds / noticeCheckSeconds);
}

function markersIn({ connected, markersPerMinute }: Population): number {
  return (connected * markersPerMinute) / 60;
}

function pagesIn({ connected, pagesPerMinute }: Population): number {
  return (connected * pagesPerMinute) / 60;
}
