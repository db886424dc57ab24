// What a population makes the nodes, the bus and the sockets carry in a second: the expectation by closed formulas.
import type { Population } from './population.ts';

/** How devchat behaves: what it does today, and what it would do after the changes that docs/scaling.md names. */
export interface Behaviour {
  /** Presence and typing are told to rooms of up to so many members. */
  readonly softEventsUpTo: number;
  /** A DM has a subject of its own; otherwise its events go to the subjects of its two users. */
  readonly dmSubjects: boolean;
  readonly positionCheckSeconds: number;
  /** Every node writes into every shard, or each shard has one writer that the others hand their messages to. */
  readonly writers: 'every node' | 'one a shard';
  /** A notice is read for so many seconds after it was written. */
  readonly noticeWindowSeconds: number;
}

export const today: Behaviour = {
  softEventsUpTo: Infinity,
  dmSubjects: true,
  positionCheckSeconds: 5,
  writers: 'every node',
  noticeWindowSeconds: 0.6,
};

export const changed: Behaviour = {
  softEventsUpTo: 1000,
  dmSubjects: false,
  positionCheckSeconds: 60,
  writers: 'one a shard',
  noticeWindowSeconds: 0.6,
};

/** Everything in a second and of all nodes together, but for `follows`. */
export interface Traffic {
  readonly deliveries: number;
  /** Envelopes that the bus brings to a node which did not publish them. */
  readonly copies: number;
  readonly typingDeliveries: number;
  readonly typingCopies: number;
  readonly presenceChanges: number;
  readonly presenceDeliveries: number;
  /** How often a channel is followed by a node. */
  readonly follows: number;
  /** Of these, DMs. */
  readonly dmFollows: number;
}

/** On how many of `nodes` at least one of `connected` people is, who are spread at random. */
export function expectedNodes(nodes: number, connected: number): number {
  return nodes * (1 - (1 - 1 / nodes) ** connected);
}

/** The same for `members` people, each of whom is connected with the probability `here`. */
export function expectedNodesOf(nodes: number, members: number, here: number): number {
  return nodes * (1 - (1 - here / nodes) ** members);
}

export function presenceChanges({ connected, sessionHours }: Population): number {
  return (2 * connected) / (sessionHours * 3600);
}

export function expectedTraffic(population: Population, nodes: number, { softEventsUpTo }: Behaviour): Traffic {
  const { users, connected, messagesPerSecond, dmShare, dmPeerHere, dmsPerUser, activitySkew } = population;
  const here = connected / users;
  const sum = { weight: 0, deliveries: 0, copies: 0, softDeliveries: 0, softCopies: 0, audience: 0, follows: 0 };
  for (const { members, rooms } of population.rooms) {
    const weight = rooms * members ** activitySkew;
    // Somebody who is connected writes, so an empty room is silent.
    const awake = 1 - (1 - here) ** members;
    const following = expectedNodesOf(nodes, members, here);
    sum.weight += weight * awake;
    sum.deliveries += weight * members * here;
    sum.copies += weight * (following - awake);
    sum.follows += rooms * following;
    if (members > softEventsUpTo) continue;
    sum.softDeliveries += weight * members * here;
    sum.softCopies += weight * (following - awake);
    sum.audience += (rooms * members * (members - 1) * here) / users;
  }
  const dms = messagesPerSecond * dmShare;
  const perWeight = (messagesPerSecond - dms) / sum.weight;
  const dmDeliveries = dms * (1 + dmPeerHere);
  const dmCopies = dms * dmPeerHere * (1 - 1 / nodes);
  const dmFollows = ((users * dmsPerUser) / 2) * expectedNodesOf(nodes, 2, here);
  const changes = presenceChanges(population);
  return {
    deliveries: sum.deliveries * perWeight + dmDeliveries,
    copies: sum.copies * perWeight + dmCopies,
    typingDeliveries: (sum.softDeliveries * perWeight + dmDeliveries) * population.typingPerMessage,
    typingCopies: (sum.softCopies * perWeight + dmCopies) * population.typingPerMessage,
    presenceChanges: changes,
    presenceDeliveries: changes * (sum.audience + dmsPerUser * here),
    follows: sum.follows + dmFollows,
    dmFollows,
  };
}
