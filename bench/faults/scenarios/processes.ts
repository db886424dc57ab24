// What happens to processes: killed, stopped and woken, with a clock that jumps.
import { setTimeout as sleep } from 'node:timers/promises';
import { canFakeClocks } from '../parts/node.ts';
import { anyNode, undo, type Scenario } from './scenario.ts';

export const killNode: Scenario = {
  hurts: ['node'],
  seconds: { short: 1, long: [1, 8] },
  begin: async (stage, random) => {
    const node = anyNode(stage, random);
    await node.kill();
    return { what: `node ${node.number} is killed`, end: undo(() => node.start()) };
  },
};

export const killPostgresql: Scenario = {
  hurts: ['postgresql'],
  seconds: { short: 1, long: [1, 6] },
  begin: async ({ cluster }) => {
    await cluster.kill();
    return { what: 'PostgreSQL is killed, all its processes', end: undo(() => cluster.start()) };
  },
};

export const killNats: Scenario = {
  hurts: ['nats'],
  seconds: { short: 2, long: [1, 10] },
  begin: async ({ nats }) => {
    await nats.kill();
    return { what: 'NATS is killed', end: undo(() => nats.start()) };
  },
};

export const stopNode: Scenario = {
  hurts: ['node'],
  seconds: { short: 6, long: [30, 30] },
  holds: true,
  begin: async (stage, random) => {
    const node = anyNode(stage, random);
    node.signal('SIGSTOP');
    return { what: `node ${node.number} is stopped`, end: undo(() => node.signal('SIGCONT')) };
  },
};

const hour = 3600;
/** libfaketime looks at its file once a second. */
const noticedMs = 1200;

export const jumpClock: Scenario = {
  // It starts the node anew, which needs the database.
  hurts: ['node', 'postgresql'],
  seconds: { short: 2, long: [5, 12] },
  begin: async (stage, random) => {
    if (!canFakeClocks) return 'libfaketime is not installed';
    const node = anyNode(stage, random);
    const offset = random.between(0, 1) === 0 ? hour : -hour;
    await node.stop();
    await node.start('faked');
    node.setClock(offset);
    await sleep(noticedMs);
    const back = async () => {
      node.setClock(0);
      await sleep(noticedMs);
    };
    return {
      what: `the clock of node ${node.number} jumps by ${offset > 0 ? '+' : '-'}1 h, and back`,
      end: undo(back),
    };
  },
};
