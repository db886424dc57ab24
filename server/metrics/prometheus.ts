// A meter that Prometheus can read: every report becomes a number of the table, every gauge is read when it is asked for.
import type { ErrorCode } from '../../common/errors.ts';
import type { CloseCode } from '../../common/frame.ts';
import { isRequestName } from '../../common/requests.ts';
import type { BusIncident, ConnectionMeter, Meter, WrittenBatch } from '../domain/meter.ts';
import { watchEventLoop } from './event-loop.ts';
import { createMetrics, type Metrics } from './registry.ts';
import type { MetricName } from './table.ts';

/** Where the gauges are read. */
export interface Sources {
  readonly database: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
  writesWaiting(): number;
  passwordsWaiting(): number;
  socketQueueBytes(): number;
}

export interface PrometheusMeter extends Meter {
  /** To be called once, when the parts of the node are there. */
  watch(sources: Sources): void;
  /** All metrics in the text format of Prometheus. */
  scrape(): Promise<string>;
  readonly contentType: string;
  close(): void;
}

export function createPrometheusMeter(): PrometheusMeter {
  const metrics = createMetrics();
  metrics.gauge('devchat_build_info', () => 1);
  meterProcess(metrics);
  const delay = metrics.histogram('devchat_event_loop_delay_seconds');
  const endWatch = watchEventLoop((seconds) => delay.observe(seconds));
  return {
    connection: connectionsMeter(metrics),
    answered: requestsMeter(metrics),
    ...messagesMeter(metrics),
    resumed: resumesMeter(metrics),
    bus: busMeter(metrics),
    watch: (sources) => watchSources(metrics, sources),
    scrape: () => metrics.registry.metrics(),
    contentType: metrics.registry.contentType,
    close: endWatch,
  };
}

function connectionsMeter({ counter, gauge }: Metrics): Meter['connection'] {
  const opened = counter('devchat_connections_opened_total');
  const closed = counter('devchat_connections_closed_total');
  const now = { live: 0, pre_auth: 0 };
  gauge('devchat_connections', (stage) => (stage === 'live' ? now.live : now.pre_auth));
  return (): ConnectionMeter => {
    let stage: keyof typeof now = 'pre_auth';
    opened.inc();
    now.pre_auth += 1;
    return {
      admitted: () => {
        now[stage] -= 1;
        stage = 'live';
        now.live += 1;
      },
      closed: (code) => {
        now[stage] -= 1;
        closed.inc({ code: closeLabel(code) });
      },
    };
  };
}

/** Going away and an empty close frame are goodbyes, too; 1006 stands for a socket that ended without any close frame. */
const left: ReadonlySet<number> = new Set([1000, 1001, 1005]);
const lost = 1006;

function closeLabel(code: CloseCode | number): string {
  if (typeof code === 'string') return code;
  if (left.has(code)) return 'left';
  return code === lost ? 'lost' : 'other';
}

function requestsMeter({ counter }: Metrics): Meter['answered'] {
  const answered = counter('devchat_requests_total');
  return (name: string, outcome: ErrorCode | 'ok') => {
    answered.inc({ request: isRequestName(name) ? name : 'unknown', outcome });
  };
}

function messagesMeter({ counter, histogram }: Metrics): Pick<Meter, 'acknowledged' | 'batch' | 'delivered'> {
  const send = histogram('devchat_send_duration_seconds');
  const stored = counter('devchat_messages_stored_total');
  const drafts = histogram('devchat_batch_messages');
  const commit = histogram('devchat_commit_duration_seconds');
  const fanout = histogram('devchat_fanout_duration_seconds');
  const deliveries = counter('devchat_deliveries_total');
  return {
    acknowledged: (ms) => send.observe(ms / 1000),
    batch: (batch: WrittenBatch) => {
      stored.inc(batch.stored);
      drafts.observe(batch.drafts);
      commit.observe((batch.committedAt - batch.beganAt) / 1000);
      if (batch.stored === 0) return;
      // The sockets were corked when the batch was announced, and each is written at the end of the turn: this stands behind them.
      process.nextTick(() => fanout.observe((performance.now() - batch.committedAt) / 1000));
    },
    delivered: (events) => deliveries.inc(events),
  };
}

function resumesMeter({ counter }: Metrics): Meter['resumed'] {
  const resumes = counter('devchat_resumes_total');
  return (outcome) => resumes.inc({ outcome });
}

const busMetrics = {
  published: 'devchat_bus_published_total',
  received: 'devchat_bus_received_total',
  duplicate: 'devchat_bus_duplicates_total',
  out_of_order: 'devchat_bus_out_of_order_total',
  healed: 'devchat_bus_losses_healed_total',
} as const satisfies Record<BusIncident, MetricName<'counter'>>;

function busMeter({ counter }: Metrics): Meter['bus'] {
  const counters = {
    published: counter(busMetrics.published),
    received: counter(busMetrics.received),
    duplicate: counter(busMetrics.duplicate),
    out_of_order: counter(busMetrics.out_of_order),
    healed: counter(busMetrics.healed),
  };
  return (incident, count = 1) => counters[incident].inc(count);
}

function watchSources({ gauge }: Metrics, sources: Sources): void {
  gauge('devchat_writes_waiting', () => sources.writesWaiting());
  gauge('devchat_socket_queue_bytes', () => sources.socketQueueBytes());
  gauge('devchat_database_connections', () => sources.database.totalCount);
  gauge('devchat_database_connections_idle', () => sources.database.idleCount);
  gauge('devchat_database_queries_waiting', () => sources.database.waitingCount);
  gauge('devchat_passwords_waiting', () => sources.passwordsWaiting());
}

function meterProcess({ counted, gauge }: Metrics): void {
  counted('devchat_event_loop_active_seconds_total', () => performance.eventLoopUtilization().active / 1000);
  counted('process_cpu_seconds_total', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000_000;
  });
  gauge('process_start_time_seconds', () => performance.timeOrigin / 1000);
  gauge('process_resident_memory_bytes', () => process.memoryUsage.rss());
  gauge('nodejs_heap_size_used_bytes', () => process.memoryUsage().heapUsed);
  gauge('nodejs_external_memory_bytes', () => process.memoryUsage().external);
}
