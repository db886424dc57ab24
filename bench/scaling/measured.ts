// What things cost, as measured on two virtual cores that load, host and database shared. Times are processor time.

export interface Cost {
  readonly what: string;
  readonly value: number;
  readonly unit: 'µs' | 'bytes';
  readonly from: string;
}

const bench = 'performance.md';
const broadcast = 'broadcast';
const here = 'measured';

export const costs = {
  write: { what: 'one frame written to one of 5,000 sockets', value: 7.9, unit: 'µs', from: broadcast },
  joinedWrite: { what: 'the same, ten frames a write', value: 0.92, unit: 'µs', from: broadcast },
  request: { what: 'a send in the host, from its frame to its reply', value: 48, unit: 'µs', from: bench },
  connection: { what: 'an idle connection in a node', value: 21_800, unit: 'bytes', from: bench },
  envelopeRead: { what: 'an envelope of the bus, parsed and checked', value: 6.4, unit: 'µs', from: here },
  frameMade: { what: 'a frame, encoded', value: 2.3, unit: 'µs', from: here },
  envelope: { what: 'an envelope with one message of 200 bytes', value: 628, unit: 'bytes', from: here },
  presenceEnvelope: {
    what: 'an envelope with the presence of somebody in 20 channels',
    value: 954,
    unit: 'bytes',
    from: here,
  },
  subscriptionServer: { what: 'a subscription, in nats-server', value: 1760, unit: 'bytes', from: here },
  subscriptionNode: { what: 'a subscription, in the node', value: 650, unit: 'bytes', from: here },
  position: { what: 'the position of one channel, 1,000 a statement, in PostgreSQL', value: 4, unit: 'µs', from: here },
  positionNode: { what: 'the same, in the node', value: 1.1, unit: 'µs', from: here },
  notice: { what: 'one notice, read in PostgreSQL', value: 0.6, unit: 'µs', from: here },
  noticeNode: { what: 'the same, in the node', value: 0.9, unit: 'µs', from: here },
  start: { what: 'the start of a socket with 20 channels, in PostgreSQL', value: 1800, unit: 'µs', from: here },
  page: { what: 'a page of 50 messages, in PostgreSQL', value: 230, unit: 'µs', from: here },
  marker: { what: 'a read marker moved and read, in PostgreSQL', value: 250, unit: 'µs', from: here },
  presence: { what: 'one arrival noted and looked up, in PostgreSQL', value: 400, unit: 'µs', from: here },
  row: { what: 'a stored message of 200 bytes', value: 357, unit: 'bytes', from: here },
  rowIndexes: { what: 'its entries in three indexes', value: 142, unit: 'bytes', from: here },
  rowLog: { what: 'its part of the write-ahead log', value: 1000, unit: 'bytes', from: here },
} as const satisfies Readonly<Record<string, Cost>>;

/** Processor time of PostgreSQL for one statement that appends so many messages. */
export const appendCosts: readonly { readonly messages: number; readonly micros: number }[] = [
  { messages: 1, micros: 400 },
  { messages: 4, micros: 770 },
  { messages: 16, micros: 1380 },
  { messages: 64, micros: 3030 },
];

/** Between two measured sizes a line; beyond the last, batches cost what it costs for each message. */
export function appendMicros(messages: number): number {
  let [before] = appendCosts;
  for (const point of appendCosts) {
    if (before !== undefined && messages <= point.messages) {
      const part = (messages - before.messages) / Math.max(1, point.messages - before.messages);
      return before.micros + part * (point.micros - before.micros);
    }
    before = point;
  }
  return before === undefined ? 0 : (messages * before.micros) / before.messages;
}
