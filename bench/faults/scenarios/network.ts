// What happens to connections: between clients and nodes, and between nodes and NATS.
import { someOf, type Direction } from '../proxy/tcp-proxy.ts';
import { anyNode, undo, type Scenario, type Stage } from './scenario.ts';

const resetEveryMs = 500;
const resetPercent = 15;
const silentPercent = 30;
const stalledPercent = 30;

const linksOf = ({ nodes }: Stage) => nodes.flatMap(({ clients }) => clients.links());

export const resets: Scenario = {
  hurts: ['lines'],
  seconds: { short: 2, long: [3, 10] },
  begin: async (stage, random) => {
    const strike = () => {
      for (const link of someOf(linksOf(stage), resetPercent, random)) link.reset();
    };
    const timer = setInterval(strike, resetEveryMs);
    const what = `${resetPercent} % of the connections are reset every ${resetEveryMs} ms`;
    return { what, end: undo(() => clearInterval(timer)) };
  },
};

export const halfOpen: Scenario = {
  hurts: ['lines'],
  seconds: { short: 2, long: [5, 15] },
  begin: async (stage, random) => {
    const links = someOf(linksOf(stage), silentPercent, random);
    for (const link of links) link.goSilent();
    return { what: `${links.length} connections go silent`, end: async () => undefined };
  },
};

const directions: readonly (readonly Direction[])[] = [['to target'], ['from target'], ['to target', 'from target']];

export const stall: Scenario = {
  hurts: ['lines'],
  seconds: { short: 2, long: [3, 12] },
  holds: true,
  begin: async (stage, random) => {
    const which = directions[random.between(0, directions.length - 1)] ?? [];
    const links = someOf(linksOf(stage), stalledPercent, random);
    const ends = links.map((link) => link.stall(which));
    const goOn = () => {
      for (const end of ends) end();
    };
    return { what: `${links.length} connections stand still ${which.join(' and ')}`, end: undo(goOn) };
  },
};

export const lossyBus: Scenario = {
  hurts: ['nats'],
  seconds: { short: 6, long: [8, 20] },
  begin: async ({ nodes }) => {
    const before = lossesOf(nodes);
    for (const { bus } of nodes) bus.loss = { drop: 5, double: 5, delay: 20, delayMaxMs: 400 };
    const end = async () => {
      for (const { bus } of nodes) bus.loss = undefined;
      const after = lossesOf(nodes);
      return `lost ${after.dropped - before.dropped}, doubled ${after.doubled - before.doubled}, delayed ${after.delayed - before.delayed} of ${after.all - before.all}`;
    };
    return { what: 'the bus loses 5 %, doubles 5 % and delays 20 %', end };
  },
};

export const deafBus: Scenario = {
  hurts: ['nats'],
  seconds: { short: 3, long: [3, 10] },
  begin: async (stage, random) => {
    const { bus, number } = anyNode(stage, random);
    bus.loss = { drop: 100, double: 0, delay: 0, delayMaxMs: 1 };
    const end = undo(() => void (bus.loss = undefined));
    return { what: `node ${number} hears nothing from the bus`, end };
  },
};

function lossesOf(nodes: Stage['nodes']) {
  const sum = { all: 0, dropped: 0, doubled: 0, delayed: 0 };
  for (const { counts } of nodes.map(({ bus }) => bus)) {
    sum.all += counts.passed + counts.dropped + counts.doubled + counts.delayed;
    sum.dropped += counts.dropped;
    sum.doubled += counts.doubled;
    sum.delayed += counts.delayed;
  }
  return sum;
}
