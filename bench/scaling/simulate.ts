// The same traffic by chance instead of by formula: every connected member of every channel is put on a node.
import { createRandom } from '../crash/random.ts';
import { presenceChanges, type Behaviour, type Traffic } from './traffic.ts';
import type { Population } from './population.ts';

export interface Simulated extends Traffic {
  /** By node: what its sockets get of messages in rooms in a second, and how many channels it follows. */
  readonly roomDeliveriesOf: Float64Array;
  readonly followsOf: Float64Array;
}

export function simulateTraffic(
  population: Population,
  nodes: number,
  { softEventsUpTo }: Behaviour,
  seed: number,
): Simulated {
  const { users, connected, messagesPerSecond, dmShare, dmPeerHere, dmsPerUser, activitySkew } = population;
  const chance = createChance(seed);
  const here = connected / users;
  const place = createPlaces(nodes, chance);
  const sum = { weight: 0, deliveries: 0, copies: 0, softDeliveries: 0, softCopies: 0, audience: 0 };
  for (const { members, rooms } of population.rooms) {
    const weight = members ** activitySkew;
    for (let room = 0; room < rooms; room++) {
      const present = chance.howMany(members, here);
      if (present === 0) continue;
      const copies = place(present, weight) - 1;
      sum.weight += weight;
      sum.deliveries += weight * present;
      sum.copies += weight * copies;
      if (members > softEventsUpTo) continue;
      sum.softDeliveries += weight * present;
      sum.softCopies += weight * copies;
      sum.audience += present * (present - 1);
    }
  }
  const dmCount = (users * dmsPerUser) / 2;
  const pairs = Math.round(dmCount * here * here);
  const alone = Math.round(dmCount * 2 * here * (1 - here));
  let apart = 0;
  for (let dm = 0; dm < pairs; dm++) apart += place(2, 0) - 1;
  for (let dm = 0; dm < alone; dm++) place(1, 0);

  const dms = messagesPerSecond * dmShare;
  const perWeight = (messagesPerSecond - dms) / sum.weight;
  const dmDeliveries = dms * (1 + dmPeerHere);
  const dmCopies = (dms * dmPeerHere * apart) / Math.max(1, pairs);
  const dmFollows = alone + pairs + apart;
  const changes = presenceChanges(population);
  return {
    deliveries: sum.deliveries * perWeight + dmDeliveries,
    copies: sum.copies * perWeight + dmCopies,
    typingDeliveries: (sum.softDeliveries * perWeight + dmDeliveries) * population.typingPerMessage,
    typingCopies: (sum.softCopies * perWeight + dmCopies) * population.typingPerMessage,
    presenceChanges: changes,
    presenceDeliveries: changes * (sum.audience / connected + (2 * pairs) / connected),
    follows: place.followsOf.reduce((all, one) => all + one, 0),
    dmFollows,
    roomDeliveriesOf: place.weightOf.map((weight) => weight * perWeight),
    followsOf: place.followsOf,
  };
}

interface Places {
  /** Puts the connected members of one channel on nodes at random; answers on how many nodes they are. */
  (present: number, weight: number): number;
  readonly followsOf: Float64Array;
  readonly weightOf: Float64Array;
}

function createPlaces(nodes: number, chance: Chance): Places {
  const followsOf = new Float64Array(nodes);
  const weightOf = new Float64Array(nodes);
  const seenBy = new Uint32Array(nodes);
  let channel = 0;
  const place = (present: number, weight: number) => {
    channel += 1;
    let following = 0;
    for (let member = 0; member < present; member++) {
      const node = chance.below(nodes);
      weightOf[node] = (weightOf[node] ?? 0) + weight;
      if (seenBy[node] === channel) continue;
      seenBy[node] = channel;
      followsOf[node] = (followsOf[node] ?? 0) + 1;
      following += 1;
    }
    return following;
  };
  return Object.assign(place, { followsOf, weightOf });
}

interface Chance {
  below(end: number): number;
  /** How many of `count` are, where each is with that probability. */
  howMany(count: number, probability: number): number;
}

/** From here on the bell curve is as good as throwing a coin for each. */
const bellFrom = 200;

function createChance(seed: number): Chance {
  const random = createRandom(seed);
  const fraction = () => random.between(0, 2 ** 30 - 1) / 2 ** 30;
  const normal = () => {
    let sum = -6;
    for (let n = 0; n < 12; n++) sum += fraction();
    return sum;
  };
  const howMany = (count: number, probability: number) => {
    if (probability >= 1) return count;
    if (count >= bellFrom) {
      const drawn = count * probability + normal() * Math.sqrt(count * probability * (1 - probability));
      return Math.min(count, Math.max(0, Math.round(drawn)));
    }
    // Leaps from one that is to the next.
    let found = -1;
    for (let n = 0; n <= count; found += 1) n += 1 + Math.floor(Math.log(1 - fraction()) / Math.log(1 - probability));
    return found;
  };
  return { below: (end) => random.between(0, end - 1), howMany };
}
