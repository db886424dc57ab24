// What rooms of different sizes weigh, what a huge one can bear, and what the death of a node sets in motion.
import type { Plan } from './load.ts';
import { count, percent, table } from './markdown.ts';
import { costs } from './measured.ts';
import type { Population } from './population.ts';
import { expectedNodes, expectedNodesOf } from './traffic.ts';

const bounds = [3, 10, 100, 1000, 10_000, 100_001];
const whole = (value: number) => value.toLocaleString('en');

export function roomSizes({ rooms, users, connected, activitySkew }: Population, nodes: number): string {
  const here = connected / users;
  const weighs = (members: number) => members ** activitySkew;
  const sums = bounds.slice(0, -1).map((from, n) => {
    const inside = rooms.filter(({ members }) => members >= from && members < (bounds[n + 1] ?? 0));
    const sum = (of: (members: number) => number) => inside.reduce((all, one) => all + one.rooms * of(one.members), 0);
    return {
      name: `${whole(from)} to ${whole((bounds[n + 1] ?? 0) - 1)}`,
      rooms: sum(() => 1),
      messages: sum((members) => weighs(members) * (1 - (1 - here) ** members)),
      deliveries: sum((members) => weighs(members) * members * here),
      presence: sum((members) => members * (members - 1)),
      follows: sum((members) => expectedNodesOf(nodes, members, here)),
    };
  });
  const part = (key: 'messages' | 'deliveries' | 'presence', value: number) =>
    percent(value / sums.reduce((all, one) => all + one[key], 0));
  return table(
    [
      'members',
      'rooms',
      'messages',
      'deliveries of messages',
      'deliveries of presence',
      `nodes of ${nodes} that follow one`,
    ],
    sums.map((one) => [
      one.name,
      count(one.rooms),
      part('messages', one.messages),
      part('deliveries', one.deliveries),
      part('presence', one.presence),
      count(one.follows / one.rooms),
    ]),
  );
}

/** Half a core of each node is what one room may take. */
export function hugeRoom(nodes: number): string {
  const rows = [1000, 10_000, 100_000].map((connected) => {
    const following = expectedNodes(nodes, connected);
    const onOne = connected / following;
    const heard = costs.envelopeRead.value + costs.frameMade.value;
    const alone = heard + onOne * costs.write.value;
    const joined = heard + onOne * costs.joinedWrite.value;
    const changes = (2 * connected) / (2 * 3600);
    return [
      count(connected),
      count(following),
      `${(alone / 1000).toFixed(2)} ms`,
      count(0.5e6 / alone),
      count(0.5e6 / joined),
      count(changes * connected),
    ];
  });
  return table(
    [
      'connected',
      'nodes that follow it',
      'a node’s work for a message',
      'messages/s, a write each',
      'ten a write',
      'presence to sockets, a second',
    ],
    rows,
  );
}

/** The first attempt of a client comes within this time after it was cut off (`cli/net/backoff.ts`). */
const returnWithinSeconds = 1;

export function nodeDeath(population: Population, { nodes, traffic }: Plan): string {
  const clients = population.connected / nodes;
  const audience = traffic.presenceDeliveries / traffic.presenceChanges;
  const told = 2 * audience * clients;
  const perNode = clients / (nodes - 1) / returnWithinSeconds;
  return table(
    [`one of ${nodes} nodes dies`, ''],
    [
      ['clients that come back within a second', count(clients)],
      ['starts on each other node', count(perNode)],
      ['work of PostgreSQL for their starts', `${count((clients * costs.start.value) / 1e6)} core-seconds`],
      ['people who hear of one user’s presence', count(audience)],
      ['presence to sockets, as it is (come back, and gone when the lease ends)', count(told)],
      ['work of the nodes for that, a write each', `${count((told * costs.write.value) / 1e6)} core-seconds`],
      ['presence to sockets when all nodes are replaced one by one, as it is', count(told * nodes)],
    ],
  );
}
