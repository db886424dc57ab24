import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { closeTable, type CloseCode } from '../../common/frame.ts';
import { channelId, message, room, state } from '../../common/test-data.ts';
import { waitBeforeRetry } from './backoff.ts';
import { openGateway, type Gateway } from './gateway.ts';
import type { Link } from './link.ts';
import type { SafeEvent } from './parse.ts';

/** A host of few words on a real socket: what it hears is kept, what it says the test decides. */
async function host(heartbeatMs = 30_000) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  open.push(server);
  await once(server, 'listening');
  const heard: unknown[] = [];
  const sockets: WebSocket[] = [];
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data: Buffer) => {
      const frame: { type: string; id?: number; request?: string } = JSON.parse(data.toString());
      heard.push(frame);
      if (frame.type === 'identify') say(socket, { type: 'ready', state: state([room(1, 'general')]) });
      if (frame.request === 'channel.typing') say(socket, { type: 'reply', id: frame.id, result: {} });
      if (frame.request === 'auth.whoami') say(socket, { type: 'reply', id: frame.id, result: { odd: 1 } });
      if (frame.request === 'channel.leave') {
        say(socket, { type: 'reply', id: frame.id, error: { code: 'not_a_member', message: 'No \u001b[2J.' } });
      }
    });
    say(socket, { type: 'hello', version: '1', heartbeat_ms: heartbeatMs, frame_max_bytes: 65_536 });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const port = address.port;
  return { server, heard, sockets, url: `http://127.0.0.1:${port}` };
}
const say = (socket: WebSocket, frame: unknown) => socket.send(JSON.stringify(frame));

function client(url: string) {
  const links: Link[] = [];
  const batches: (readonly SafeEvent[])[] = [];
  const gateway = openGateway({
    url,
    token: 'secret',
    random: () => 0,
    listener: { link: (link) => links.push(link), ready: () => {}, events: (events) => batches.push(events) },
  });
  open.push(gateway);
  return { gateway, links, batches, states: () => links.map((link) => link.type) };
}

const open: (Gateway | WebSocketServer)[] = [];
afterEach(() => {
  for (const one of open.splice(0)) {
    if (one instanceof WebSocketServer) for (const socket of one.clients) socket.terminate();
    one.close();
  }
});
const until = async (what: () => boolean) => {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 2));
};

test('it says who it is inside the socket and is live after ready', async () => {
  const there = await host();
  const here = client(there.url);
  await until(() => here.states().includes('live'));
  expect(there.heard).toEqual([{ type: 'identify', token: 'secret' }]);
  expect(here.states()).toEqual(['connecting', 'live']);
});

test('events come in order and harmless, and unknown frames are ignored', async () => {
  const there = await host();
  const here = client(there.url);
  await until(() => here.states().includes('live'));
  const [socket] = there.sockets;
  if (socket === undefined) throw new Error('no socket');
  const raw = [1, 2, 3].map((n) =>
    JSON.stringify({
      type: 'event',
      event: { type: 'message.created', message: message(n, { content: 'a\u001b]0;x\u0007' }) },
    }),
  );
  // Three events, and between them what a future version may say.
  for (const frame of [
    raw[0],
    '{"type":"event","event":{"type":"from.the.future"}}',
    '{"type":"what"}',
    'not json',
    raw[1],
    raw[2],
  ]) {
    socket.send(frame ?? '');
  }
  await until(() => here.batches.flat().length === 3);
  expect(here.batches.flat()[0]).toMatchObject({ message: { content: 'a␛]0;x␇' } });
});

test('answers, refusals and answers that make no sense are values', async () => {
  const there = await host();
  const { gateway, states } = client(there.url);
  const channel = channelId(1);
  expect(await gateway.call('channel.typing', { channel })).toMatchObject({ loss: 'unreachable' });
  await until(() => states().includes('live'));
  expect(await gateway.call('channel.typing', { channel })).toEqual({});
  expect(await gateway.call('channel.leave', { channel })).toMatchObject({ code: 'not_a_member', message: 'No ␛[2J.' });
  expect(await gateway.call('auth.whoami', {})).toMatchObject({ loss: 'garbled' });
  const waiting = gateway.call('channel.read', { channel, seq: 1 });
  for (const socket of there.sockets) socket.terminate();
  expect(await waiting).toMatchObject({ loss: 'unknown' });
});

test('it comes back by itself after a cut, and stays away when the login is over', async () => {
  const there = await host();
  const here = client(there.url);
  await until(() => here.states().includes('live'));
  there.sockets[0]?.terminate();
  await until(() => here.states().filter((s) => s === 'live').length === 2);
  expect(here.states()).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
  there.sockets[1]?.close(closeTable.not_logged_in.number, JSON.stringify({ code: 'not_logged_in' }));
  await until(() => here.states().includes('logged out'));
  expect(here.states().at(-1)).toBe('logged out');
});

test.each([
  [502, /^The host behind http:\/\/127\.0\.0\.1:\d+ is down \(502\)\.$/],
  [404, /is not devchat \(status 404\); check DEVCHAT_URL\.$/],
])('an answer %i that opens no socket is said as `devchat send` says it', async (status, sentence) => {
  const server = createServer().on('upgrade', (_request, socket) =>
    socket.on('error', () => {}).end(`HTTP/1.1 ${status} No\r\n\r\n`),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const here = client(`http://127.0.0.1:${port}`);
  await until(() => here.links.length > 1);
  server.close();
  expect(here.links[1]).toMatchObject({ type: 'waiting', reason: expect.stringMatching(sentence) });
});

test('a host that has gone silent is noticed', async () => {
  const there = await host(1000);
  const here = client(there.url);
  await until(() => here.states().includes('waiting'));
  expect(there.heard).toContainEqual({ type: 'heartbeat' });
});

test.each([
  [3e9, 600_000],
  [-5, 1000],
  [0, 1000],
  [700, 1000],
])('a host that asks to be left alone for %i ms is left alone for %i', (asked, waited) => {
  const wait = waitBeforeRetry({ code: 'stopping', retry_after_ms: asked }, { failures: 0, downMs: 0 }, 0);
  expect(wait).toBe(waited);
});

test('a host that wants a heartbeat every 0 ms, and says hello again, hears the token once and no storm', async () => {
  const there = await host(0);
  const here = client(there.url);
  await until(() => here.states().includes('live'));
  const [socket] = there.sockets;
  if (socket === undefined) throw new Error('no socket');
  for (let i = 0; i < 5; i++) {
    say(socket, { type: 'hello', version: '1', heartbeat_ms: 0, frame_max_bytes: 65_536 });
  }
  await until(() => there.heard.some((frame) => JSON.stringify(frame) === '{"type":"heartbeat"}'));
  expect(there.heard).toEqual([{ type: 'identify', token: 'secret' }, { type: 'heartbeat' }]);
});

test('a frame that no honest host says is not read to its end', async () => {
  const there = await host();
  const here = client(there.url);
  await until(() => here.states().includes('live'));
  there.sockets[0]?.send(' '.repeat(9 * 1024 * 1024));
  await until(() => here.links.length > 2);
  expect(here.links[2]).toMatchObject({ type: 'waiting', reason: 'Max payload size exceeded' });
});

test('a refusal asks for no longer than ten minutes and no less than a moment', async () => {
  const there = await host();
  const { gateway, states } = client(there.url);
  await until(() => states().includes('live'));
  for (const [asked, waited] of [
    [3e9, 600_000],
    [-5, 100],
  ]) {
    const answer = gateway.call('channel.read', { channel: channelId(1), seq: 1 });
    await until(() => there.heard.length > 1);
    const frame = there.heard.splice(1)[0];
    const id = typeof frame === 'object' && frame !== null ? Reflect.get(frame, 'id') : undefined;
    const error = { code: 'rate_limited', message: 'Slowly.', retry_after_ms: asked };
    for (const socket of there.sockets) say(socket, { type: 'reply', id, error });
    expect(await answer).toMatchObject({ code: 'rate_limited', retry_after_ms: waited });
  }
});

test('every close code is answered as the table says', () => {
  const waits = (Object.keys(closeTable) as CloseCode[]).map((code) => [
    closeTable[code].again,
    waitBeforeRetry({ code, retry_after_ms: 1700 }, { failures: 0, downMs: 0 }, 0.5),
  ]);
  for (const [again, wait] of waits) expect(wait).toBe(again === 'no' ? null : again === 'at once' ? 250 : 2200);
});

test.each([
  [0, 0, 1000],
  [1, 500, 2000],
  [2, 2000, 3000],
  [20, 29_000, 3000],
  [21, 32_000, 8000],
  [40, 3_600_000, 30_000],
])(
  'after %i failed attempts and %i ms the next one comes within %i ms, at any time of them',
  (failures, downMs, most) => {
    expect(waitBeforeRetry(null, { failures, downMs }, 1)).toBe(most);
    expect(waitBeforeRetry(null, { failures, downMs }, 0)).toBe(0);
  },
);

test('what is told just before leaving reaches the host', async () => {
  const { url, heard } = await host();
  const { gateway, states } = client(url);
  await until(() => states().includes('live'));
  void gateway.call('channel.read', { channel: channelId(1), seq: 3 });
  gateway.close();
  await vi.waitFor(() => expect(heard).toContainEqual(expect.objectContaining({ request: 'channel.read' })));
});

test('nothing is asked on a socket before the host has said ready, since it ends one that does', async () => {
  const { url, heard, server } = await host();
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
    say(socket, { type: 'hello', version: '1', heartbeat_ms: 30_000, frame_max_bytes: 65_536 });
  });
  const { gateway } = client(url);
  await until(() => heard.length === 1);
  expect(await gateway.call('auth.whoami', {}, { timeoutMs: 50 })).toMatchObject({ loss: 'unreachable' });
  expect(heard).toEqual([{ type: 'identify', token: 'secret' }]);
});
