// The tables of docs/scaling.md.
import { plan, type Plan } from './load.ts';
import { planTable } from './plan-table.ts';
import { count, percent, table } from './markdown.ts';
import { appendCosts, costs, type Cost } from './measured.ts';
import { design, heavyTail, roomsPerUser, type Population } from './population.ts';
import { hugeRoom, nodeDeath, roomSizes } from './rooms.ts';
import { simulateTraffic } from './simulate.ts';
import { changed, today, type Traffic } from './traffic.ts';

const seed = 3;

/** By the name of its place in docs/scaling.md. */
export function scalingTables(): Record<string, string> {
  const plans = [plan(design, today), plan(design, changed)] as const;
  const [now] = plans;
  return {
    costs: costTable(),
    population: `${populationTable(design)}\n\n${roomSizes(design, now.nodes)}`,
    plan: planTable(plans),
    skew: `${skewTable()}\n\n${chanceSentence(now)}`,
    'huge rooms and deaths': `${hugeRoom(now.nodes)}\n\n${nodeDeath(design, now)}`,
  };
}

function costTable(): string {
  const { write, joinedWrite, request, connection, envelopeRead, frameMade, envelope, presenceEnvelope } = costs;
  const { subscriptionServer, subscriptionNode, position, positionNode, notice, noticeNode } = costs;
  const { start, page, marker, presence, row, rowIndexes, rowLog } = costs;
  const appends = appendCosts.map(({ messages, micros }) => count(micros / messages)).join(', ');
  const sizes = appendCosts.map(({ messages }) => messages).join(', ');
  return table(
    ['what', 'costs', 'from'],
    [
      costRow(write),
      costRow(joinedWrite),
      costRow(request),
      costRow(connection),
      costRow(envelopeRead, frameMade),
      costRow(envelope, presenceEnvelope),
      costRow(subscriptionServer, subscriptionNode),
      [`a message in a statement that appends ${sizes}, in PostgreSQL`, `${appends} µs`, position.from],
      costRow(position, positionNode),
      costRow(notice, noticeNode),
      costRow(start, page),
      costRow(marker, presence),
      costRow(row, rowIndexes, rowLog),
    ],
  );
}

function costRow(first: Cost, ...more: readonly Cost[]): string[] {
  const all = [first, ...more];
  return [
    all.map(({ what }) => what).join('; '),
    `${all.map(({ value }) => count(value)).join('; ')} ${first.unit}`,
    first.from,
  ];
}

function populationTable(population: Population): string {
  const { smallest, largest, exponent } = heavyTail;
  const rooms = population.rooms.reduce((sum, one) => sum + one.rooms, 0);
  return table(
    ['assumed', ''],
    [
      ['users; connected at the busiest time', `${count(population.users)}; ${count(population.connected)}`],
      ['messages a second; of them in DMs', `${count(population.messagesPerSecond)}; ${percent(population.dmShare)}`],
      ['memberships of a user in rooms; in DMs', `${roomsPerUser}; ${population.dmsPerUser}`],
      [`rooms, of ${smallest} to ${count(largest)} members (Zipf-like, exponent ${exponent})`, count(rooms)],
      ['messages of a room grow with its members to the power of', String(population.activitySkew)],
      ['typing notices a message; hours of a session', `${population.typingPerMessage}; ${population.sessionHours}`],
      [
        'read markers; pages, a minute and user; joins, leaves and logouts, an hour and user',
        `${population.markersPerMinute}; ${population.pagesPerMinute}; ${population.noticesPerHour}`,
      ],
      ['a day has as many messages as the busiest second times', count(population.busySecondsPerDay)],
    ],
  );
}

function skewTable(): string {
  const rows = [0.5, 0.75, 1].map((activitySkew) => {
    const population = { ...design, activitySkew };
    const [now, then] = [plan(population, today), plan(population, changed)];
    const heard = now.traffic.deliveries / design.connected;
    return [String(activitySkew), heard.toFixed(1), count(now.traffic.deliveries), count(now.nodes), count(then.nodes)];
  });
  return table(['power', 'messages a second and reader', 'deliveries/s', 'nodes as it is', 'with the changes'], rows);
}

function chanceSentence({ nodes, traffic }: Plan): string {
  const simulated = simulateTraffic(design, nodes, today, seed);
  const pair = (key: keyof Traffic) => `${count(simulated[key])} (${count(traffic[key])})`;
  const busiest = (values: Float64Array) =>
    percent((Math.max(...values) * nodes) / values.reduce((sum, value) => sum + value, 0) - 1);
  return [
    `By chance, seed ${seed}, and in brackets by formula: ${pair('deliveries')} deliveries of messages a second, ${pair('presenceDeliveries')} of presence,`,
    `${pair('copies')} messages brought by the bus, ${pair('follows')} times that a node follows a channel. The busiest of ${nodes}`,
    `nodes delivers ${busiest(simulated.roomDeliveriesOf)} more than the mean, and follows ${busiest(simulated.followsOf)} more.`,
  ].join('\n');
}
