// The metrics of a real node, read as Prometheus reads them: who may, and whether the numbers are right.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId, MessageId, type ChannelId } from '../common/ids.ts';
import type { MetricsConfig } from './config.ts';
import { metricTable, type MetricRow } from './metrics/table.ts';
import { createTestDatabase, databaseKinds, queryPostgres, type TestDatabase } from './test-database.ts';
import { scrape } from './test-metrics.ts';
import { openSocket, startTestNode, unwrap, type Person, type TestNode } from './test-node.ts';

const ownPort = { type: 'own port', host: '127.0.0.1', port: 0, token: undefined } as const;
const token = 'a-token-for-metrics-only';

const until = async (condition: () => Promise<boolean> | boolean) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('who may read them', () => {
  let database: TestDatabase;
  let node: TestNode | undefined;
  const start = async (metrics?: MetricsConfig) => {
    node = await startTestNode({ database, ...(metrics === undefined ? {} : { config: { metrics } }) });
    return node;
  };
  beforeAll(async () => {
    database = await createTestDatabase('embedded');
  });
  afterEach(async () => {
    await node?.stop();
    node = undefined;
  });
  afterAll(() => database.drop());
  const get = (url: string, authorization?: string, method = 'GET') =>
    fetch(url, { method, ...(authorization === undefined ? {} : { headers: { authorization } }) });

  test('nobody, unless the operator says so: /metrics is an address like any unknown one', async () => {
    const { url, metricsUrl } = await start();
    const [metrics, unknown] = await Promise.all([get(`${url}/metrics`), get(`${url}/nothing`)]);
    expect(metrics.status).toBe(404);
    expect(await metrics.text()).toBe((await unknown.text()).replaceAll('/nothing', '/metrics'));
    expect(metricsUrl).toBeUndefined();
  });

  test('whoever reaches the port of the metrics, where there is nothing else; the main port knows nothing of them', async () => {
    const { url, metricsUrl } = await start(ownPort);
    const answer = await get(`${metricsUrl}/metrics`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect((await get(`${metricsUrl}/healthz`)).status).toBe(404);
    expect((await get(`${metricsUrl}/metrics`, undefined, 'POST')).status).toBe(405);
    expect((await get(`${url}/metrics`)).status).toBe(404);
  });

  test('who has the token: at the main port where there is no other', async () => {
    const main = await start({ type: 'main port', token });
    const url = `${main.url}/metrics`;
    const ada = await main.signup('ada');
    for (const wrong of [undefined, 'Bearer wrong', `Bearer ${token}x`, `Basic ${token}`, `Bearer ${ada.token}`]) {
      const refused = await get(url, wrong);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
      expect(await refused.text()).not.toContain(token);
    }
    expect((await get(`${url}?token=${token}`)).status).toBe(401);
    expect((await get(url, `Bearer ${token}`)).status).toBe(200);
    expect((await scrape(main.url, token)).value('devchat_requests_total{request="auth.signup",outcome="ok"}')).toBe(1);
  });

  test('who has the token and reaches the port, where both are set', async () => {
    const { url, metricsUrl } = await start({ ...ownPort, token });
    expect((await get(`${metricsUrl}/metrics`)).status).toBe(401);
    expect((await get(`${metricsUrl}/metrics`, `Bearer ${token}`)).status).toBe(200);
    expect((await get(`${url}/metrics`, `Bearer ${token}`)).status).toBe(404);
  });

  test('a port that is taken is said with the setting to change', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(start({ ...ownPort, port })).rejects.toThrow(
      `port ${port}, for the metrics, is in use; choose another with --metrics-port.`,
    );
    other.close();
  });
});

describe('what they tell', () => {
  let node: TestNode;
  let ada: Person;
  let room: ChannelId;
  const read = () => scrape(node.metricsUrl ?? '');
  const value = async (series: string) => (await read()).value(series);

  beforeAll(async () => {
    node = await startTestNode({ config: { metrics: ownPort }, limits: { identifyWithinMs: 200 } });
    ada = await node.signup('ada');
    room = (await ada.ask('channel.create', { name: 'general' })).id;
  });
  afterAll(() => node.stop());

  test('sockets: open, opened, and how they ended', async () => {
    const before = await read();
    const socket = await ada.connect();
    const silent = openSocket(node.url);
    await until(async () => (await value('devchat_connections{stage="pre_auth"}')) === 1);
    expect(await value('devchat_connections{stage="live"}')).toBe(1);
    socket.close();
    const lost = await ada.connect();
    lost.ws.terminate();
    const rude = openSocket(node.url);
    rude.once('open', () => rude.send('nonsense'));
    const odd = openSocket(node.url);
    odd.once('open', () => odd.close(4006));
    await until(async () => (await value('devchat_connections_closed_total{code="other"}')) === 1);
    await until(() => silent.readyState === silent.CLOSED && rude.readyState === rude.CLOSED);
    await until(async () => (await value('devchat_connections_closed_total{code="lost"}')) === 1);
    const after = await read();
    for (const code of ['left', 'lost', 'protocol_error', 'identify_timeout', 'other']) {
      const series = `devchat_connections_closed_total{code="${code}"}`;
      expect([code, after.value(series) - before.value(series)]).toEqual([code, 1]);
    }
    // A client may close with whatever it likes, and is not counted as what only the host decides.
    expect(after.value('devchat_connections_closed_total{code="slow"}')).toBe(0);
    expect(after.value('devchat_connections_opened_total') - before.value('devchat_connections_opened_total')).toBe(5);
    expect(after.value('devchat_connections{stage="live"}')).toBe(0);
    expect(after.value('devchat_connections{stage="pre_auth"}')).toBe(0);
  });

  test('messages: acknowledged, stored once, in batches, and delivered to each socket', async () => {
    const bob = await node.signup('bob');
    await bob.ask('channel.join', { channel: room });
    const before = await read();
    const [hers, his] = [await ada.connect(), await bob.connect()];
    const id = newId(MessageId);
    const say = async (sent: MessageId) =>
      unwrap(await hers.ask('message.send', { id: sent, channel: room, content: 'hello' }));
    await say(id);
    await say(id);
    await Promise.all(Array.from({ length: 20 }, () => say(newId(MessageId))));
    await ada.send(room, 'over HTTP');
    expect(await ada.try('message.send', { id, channel: room, content: 'other' })).toMatchObject({
      error: { code: 'conflict' },
    });
    await his.event((event) => event.type === 'message.created' && event.message.content === 'over HTTP');
    const after = await read();
    const grown = (series: string) => after.value(series) - before.value(series);
    expect(grown('devchat_send_duration_seconds_count')).toBe(23);
    expect(grown('devchat_messages_stored_total')).toBe(22);
    expect(grown('devchat_batch_messages_sum')).toBe(24);
    // Of those that came at once, some shared a commit; the repetition and the conflict had nothing to fan out.
    const commits = grown('devchat_batch_messages_count');
    expect(commits).toBeLessThan(24);
    expect(grown('devchat_commit_duration_seconds_count')).toBe(commits);
    expect(grown('devchat_fanout_duration_seconds_count')).toBe(commits - 2);
    expect(after.value('devchat_send_duration_seconds_sum')).toBeGreaterThan(
      after.value('devchat_fanout_duration_seconds_sum'),
    );
    // Presence is told a moment later: what was counted and what was heard become the same.
    await until(
      async () =>
        (await value('devchat_deliveries_total')) - before.value('devchat_deliveries_total') ===
        hers.heard.length + his.heard.length,
    );
    expect(hers.heard.length + his.heard.length).toBeGreaterThanOrEqual(44);
    hers.close();
    his.close();
  });

  test('requests by their name and outcome; what is no request has one name', async () => {
    await ada.try('channel.read', { channel: room, seq: 1 });
    await node.post('made.up', '{}', { authorization: `Bearer ${ada.token}` });
    await node.post('made.up.again', '{}');
    await node.post('channel.list', '{}');
    const now = await read();
    expect(now.value('devchat_requests_total{request="channel.read",outcome="ok"}')).toBe(1);
    expect(now.value('devchat_requests_total{request="channel.list",outcome="not_logged_in"}')).toBe(1);
    expect(now.value('devchat_requests_total{request="unknown",outcome="unknown_request"}')).toBe(2);
  });

  test('resumes: nothing missed, replayed (all pages once), and too far behind', async () => {
    const own = (await ada.ask('channel.create', { name: 'resumes' })).id;
    for (let i = 0; i < 3; i++) await ada.send(own, 'missed');
    const last = (await ada.ask('channel.changes', { channel: own, after_rev: 0, limit: 2 })).last_rev;
    const end = (await ada.ask('channel.changes', { channel: own, after_rev: last, limit: 2 })).last_rev;
    await ada.ask('channel.changes', { channel: own, after_rev: end, limit: 2 });
    await ada.ask('channel.changes', { channel: own, after_rev: end + 1, limit: 2 });
    const now = await read();
    for (const outcome of ['lossless', 'replayed', 'gap'])
      expect([outcome, now.value(`devchat_resumes_total{outcome="${outcome}"}`)]).toEqual([outcome, 1]);
  });

  test('a reader that does not read: bytes wait for it, then it is closed as slow', async () => {
    const cut = await startTestNode({ config: { metrics: ownPort } });
    const eve = await cut.signup('eve');
    const channel = (await eve.ask('channel.create', { name: 'loud' })).id;
    const deaf = await eve.connect();
    deaf.ws.pause();
    const numbers = async () => {
      const now = await scrape(cut.metricsUrl ?? '');
      return [
        now.value('devchat_socket_queue_bytes'),
        now.value('devchat_connections_closed_total{code="slow"}'),
      ] as const;
    };
    let waiting = 0;
    let slow = 0;
    while (slow === 0) {
      // A fifth of what may wait, so that it is seen waiting before it is cut off.
      await Promise.all(Array.from({ length: 13 }, () => eve.send(channel, 'x'.repeat(16_000))));
      const [bytes, closed] = await numbers();
      waiting = Math.max(waiting, bytes);
      slow = closed;
    }
    expect(slow).toBe(1);
    expect(waiting).toBeGreaterThan(0);
    deaf.ws.terminate();
    await cut.stop();
  });

  test('the event loop, the process and the database', async () => {
    const scraped = await read();
    const now = (series: string) => scraped.value(series);
    expect(now('devchat_event_loop_active_seconds_total')).toBeGreaterThan(0);
    await until(async () => (await value('devchat_event_loop_delay_seconds_count')) > 0);
    expect(now('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(now('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(now('nodejs_heap_size_used_bytes')).toBeGreaterThan(1_000_000);
    expect(now('nodejs_external_memory_bytes')).toBeGreaterThan(0);
    expect(Math.abs(Date.now() / 1000 - now('process_start_time_seconds'))).toBeLessThan(600);
    expect(now('devchat_database_connections')).toBe(1);
    expect(now('devchat_database_connections_idle')).toBe(1);
    expect(now('devchat_database_queries_waiting')).toBe(0);
    expect(now('devchat_writes_waiting')).toBe(0);
    expect(now('devchat_passwords_waiting')).toBe(0);
  });

  test('passwords that wait for their worker', async () => {
    const logins = Array.from({ length: 12 }, () =>
      node.post('auth.login', '{"username":"nobody","password":"wrong wrong"}'),
    );
    await until(async () => (await value('devchat_passwords_waiting')) > 0);
    await Promise.all(logins);
    expect(await value('devchat_passwords_waiting')).toBe(0);
  });

  test('every metric of the table, and no label value beyond the table', async () => {
    const { samples } = await read();
    const rows = Object.entries<MetricRow>(metricTable);
    for (const [name, { type, labels = {} }] of rows) {
      const [series] = type === 'histogram' ? [`${name}_count`] : [name];
      const found = samples.filter((sample) => sample.name === series);
      expect([name, found.length]).not.toEqual([name, 0]);
      for (const sample of found) {
        expect(Object.keys(sample.labels).toSorted()).toEqual(Object.keys(labels).toSorted());
        for (const [label, one] of Object.entries(sample.labels)) expect(labels[label]).toContain(one);
      }
    }
    const known = new Set(rows.flatMap(([name]) => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`]));
    expect(samples.filter(({ name }) => !known.has(name))).toEqual([]);
  });
});

describe.runIf(databaseKinds().includes('postgresql'))('on a PostgreSQL that stands still', () => {
  test('the writes that wait for it, and how long a commit took', async () => {
    const node = await startTestNode({ kind: 'postgresql', config: { metrics: ownPort } });
    const ada = await node.signup('ada');
    const room = (await ada.ask('channel.create', { name: 'general' })).id;
    const lock = queryPostgres(node.database, 'begin; lock table messages; select pg_sleep(0.5); commit');
    const sends: Promise<unknown>[] = [];
    await until(async () => {
      sends.push(ada.send(room, 'waits'));
      return (await scrape(node.metricsUrl ?? '')).value('devchat_writes_waiting') > 0;
    });
    await lock;
    await Promise.all(sends);
    const now = await scrape(node.metricsUrl ?? '');
    expect(now.value('devchat_writes_waiting')).toBe(0);
    expect(now.value('devchat_messages_stored_total')).toBe(sends.length);
    // It waited for the lock, and the longest wait is in the right bucket.
    expect(now.value('devchat_commit_duration_seconds_bucket{le="+Inf"}')).toBeGreaterThan(
      now.value('devchat_commit_duration_seconds_bucket{le="0.1"}'),
    );
    await node.stop();
  });
});
