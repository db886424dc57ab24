// The table of a plan beside another: nodes, what NATS carries, and primaries.
import { carriedByOnePrimary, nodeBusy, noticesRead, shardBusy, shardCores, total, type Plan } from './load.ts';
import { count, percent, table } from './markdown.ts';
import { costs, type Cost } from './measured.ts';
import { design } from './population.ts';
import type { Traffic } from './traffic.ts';

/** Connections of a node, see `server/database.ts`. */
const poolMax = 10;

type Line = readonly [string, (one: Plan) => string];

export function planTable(plans: readonly [Plan, Plan]): string {
  return table(
    ['', 'as it is', 'with the changes'],
    [...nodeLines, ...busLines, ...databaseLines].map(([what, of]) => [what, ...plans.map(of)]),
  );
}

const part = (of: (plan: Plan) => number) => (one: Plan) => percent(of(one) / one.nodes);
const parts = (of: (plan: Plan) => readonly number[]) => (one: Plan) =>
  of(one)
    .map((cores) => percent(cores / one.nodes))
    .join('; ');

const nodeLines: readonly Line[] = [
  [`**nodes** of one core, ${percent(nodeBusy)} busy`, (one) => count(one.nodes)],
  [
    'connections of a node; subjects that it follows',
    (one) => `${count(perNode(one))}; ${count(subjects(one) / one.nodes)}`,
  ],
  ['memory of both', (one) => `${count(memory(one) / 2 ** 20)} MiB`],
  ['writes to sockets, a second and node', (one) => count(writes(one.traffic) / one.nodes)],
  [
    'its core: messages; typing; presence to sockets',
    parts(({ nodeCores }) => [nodeCores.messages, nodeCores.typing, nodeCores.presence]),
  ],
  ['requests and signs of life', part(({ nodeCores }) => nodeCores.requests)],
  ['what the bus brings; looking into the database', parts(({ nodeCores }) => [nodeCores.bus, nodeCores.looking])],
];

function perNode({ nodes }: Plan): number {
  return design.connected / nodes;
}

function memory(one: Plan): number {
  return perNode(one) * costs.connection.value + (subjects(one) / one.nodes) * costs.subscriptionNode.value;
}

function writes({ deliveries, typingDeliveries, presenceDeliveries }: Traffic): number {
  return deliveries + typingDeliveries + presenceDeliveries;
}

/** Subscriptions of all nodes. */
function subjects({ traffic, behaviour }: Plan): number {
  const channels = behaviour.dmSubjects ? traffic.follows : traffic.follows - traffic.dmFollows;
  return channels + design.connected;
}

const presenceCopies = ({ nodes, traffic }: Plan) => traffic.presenceChanges * (nodes - 1);

const busLines: readonly Line[] = [
  [
    '**NATS**: messages; typing; presence brought to nodes, a second',
    (one) => [one.traffic.copies, one.traffic.typingCopies, presenceCopies(one)].map(count).join('; '),
  ],
  ['bytes', (one) => `${count(busBytes(one) / 1e6)} MB/s`],
  ['subscriptions', (one) => count(subjects(one))],
  [
    'memory for them, in a server that knows all',
    (one) => `${count((subjects(one) * costs.subscriptionServer.value) / 1e9)} GB`,
  ],
];

/** A typing notice is a quarter of a message. */
function busBytes(one: Plan): number {
  const { copies, typingCopies } = one.traffic;
  return (copies + typingCopies / 4) * costs.envelope.value + presenceCopies(one) * costs.presenceEnvelope.value;
}

const digit = (value: number) => value.toFixed(1);
const perDay = ({ value }: Cost) => (design.messagesPerSecond * design.busySecondsPerDay * value) / 1e12;

const databaseLines: readonly Line[] = [
  [
    `**primaries** of ${shardCores} cores, ${percent(shardBusy)} busy; connections to each`,
    (one) => `${count(one.shards)}; ${count(one.nodes * poolMax)}`,
  ],
  ['messages in one commit', (one) => count(one.batch)],
  [
    'cores: appends; looking up positions; notices',
    ({ shardCores: cores }) => [cores.appends, cores.positions, cores.notices].map(digit).join('; '),
  ],
  [
    'read markers; pages; starts of sockets and presence',
    ({ shardCores: cores }) => [cores.markers, cores.pages, cores.starts + cores.presence].map(digit).join('; '),
  ],
  [
    'cores together; connected users that one such primary carries',
    (one) => `${digit(total(one.shardCores))}; ${count(carriedByOnePrimary(design, one.behaviour))}`,
  ],
  ['rows of notices read, a second', (one) => count(noticesRead(design, one.behaviour) * one.nodes)],
  [
    'messages; their indexes; write-ahead log, a day',
    () => `${[costs.row, costs.rowIndexes, costs.rowLog].map((cost) => perDay(cost).toFixed(2)).join('; ')} TB`,
  ],
];
