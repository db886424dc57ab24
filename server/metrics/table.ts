// The one table of metrics: what a node counts, with the values that each label can have. The registry and the docs come from it.
import { errorTable } from '../../common/errors.ts';
import { closeTable } from '../../common/frame.ts';
import { requests } from '../../common/requests.ts';
import { version } from '../../common/version.ts';

export interface MetricRow {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Every label with all its values: what a client writes never becomes one, so the number of series is bounded. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** Upper bounds of a histogram's buckets. */
  readonly buckets?: readonly number[];
}

const latencySeconds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5] as const;

/**
 * Names follow the conventions of Prometheus: base units, `_total` for what only grows. Those of the process itself have the
 * names that all programs give them, which ready-made alerts look for.
 */
export const metricTable = {
  devchat_build_info: { type: 'gauge', help: 'Always 1; the label tells the version.', labels: { version: [version] } },
  devchat_connections: {
    type: 'gauge',
    help: 'Open sockets: live ones have identified, pre_auth ones have not yet.',
    labels: { stage: ['live', 'pre_auth'] },
  },
  devchat_connections_opened_total: { type: 'counter', help: 'Sockets that were opened.' },
  devchat_connections_closed_total: {
    type: 'counter',
    help: 'Sockets that ended: by the close code that this node gave (slow is a reader that fell behind), left where the client said goodbye, lost where it vanished, other for any other code.',
    labels: { code: [...Object.keys(closeTable), 'left', 'lost', 'other'] },
  },
  devchat_requests_total: {
    type: 'counter',
    help: 'Requests from either door, by how they were answered: ok, or the code of the refusal. What the HTTP door turns away (no JSON, a wrong token) is not among them.',
    labels: { request: [...Object.keys(requests), 'unknown'], outcome: ['ok', ...Object.keys(errorTable)] },
  },
  devchat_send_duration_seconds: {
    type: 'histogram',
    help: 'Time from the arrival of message.send to its acknowledgement being handed to the network.',
    buckets: latencySeconds,
  },
  devchat_messages_stored_total: { type: 'counter', help: 'Messages that this node committed.' },
  devchat_batch_messages: {
    type: 'histogram',
    help: 'Sends in one commit.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
  },
  devchat_commit_duration_seconds: {
    type: 'histogram',
    help: 'Time that the database took for a batch, repetitions included.',
    buckets: latencySeconds,
  },
  devchat_fanout_duration_seconds: {
    type: 'histogram',
    help: 'Time from a commit of this node to its events being written to the sockets of this node.',
    buckets: latencySeconds,
  },
  devchat_deliveries_total: { type: 'counter', help: 'Events that were written to sockets, each socket counted.' },
  devchat_writes_waiting: { type: 'gauge', help: 'Sends, edits and deletions that wait for their commit.' },
  devchat_socket_queue_bytes: {
    type: 'gauge',
    help: 'Bytes that wait in this process for readers, all sockets together.',
  },
  devchat_resumes_total: {
    type: 'counter',
    help: 'Channels that clients caught up with: lossless where nothing was missed, replayed where they were given what they missed, gap where they were too far behind.',
    labels: { outcome: ['lossless', 'replayed', 'gap'] },
  },
  devchat_bus_published_total: { type: 'counter', help: 'Envelopes that this node put on the bus.' },
  devchat_bus_received_total: { type: 'counter', help: 'Envelopes of other nodes that the bus brought.' },
  devchat_bus_losses_healed_total: {
    type: 'counter',
    help: 'Losses of the bus that this node noticed and healed from the database.',
  },
  devchat_bus_duplicates_total: { type: 'counter', help: 'Envelopes that came again and were dropped.' },
  devchat_bus_out_of_order_total: { type: 'counter', help: 'Envelopes that came later than a newer one.' },
  devchat_event_loop_delay_seconds: {
    type: 'histogram',
    help: 'How late a timer fires that is due every 20 ms: how long whatever arrives has to wait.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2],
  },
  devchat_event_loop_active_seconds_total: {
    type: 'counter',
    help: 'Time that the event loop spent working; at a rate of 1 the node has no more to give.',
  },
  devchat_database_connections: { type: 'gauge', help: 'Open connections to the database.' },
  devchat_database_connections_idle: { type: 'gauge', help: 'Open connections to the database that are free.' },
  devchat_database_queries_waiting: { type: 'gauge', help: 'Queries that wait for a free connection.' },
  devchat_passwords_waiting: { type: 'gauge', help: 'Passwords that wait for a worker thread.' },
  process_cpu_seconds_total: { type: 'counter', help: 'Processor time, user and system, all threads.' },
  process_start_time_seconds: { type: 'gauge', help: 'When the process started, in seconds since 1970.' },
  process_resident_memory_bytes: { type: 'gauge', help: 'Memory of the process that is in RAM.' },
  nodejs_heap_size_used_bytes: { type: 'gauge', help: 'JavaScript objects, garbage included.' },
  nodejs_external_memory_bytes: { type: 'gauge', help: 'Memory outside the heap that objects hold, buffers included.' },
} as const satisfies Readonly<Record<string, MetricRow>>;

type Table = typeof metricTable;
export type MetricName<T extends MetricRow['type']> = {
  [Name in keyof Table]: Table[Name]['type'] extends T ? Name : never;
}[keyof Table];
