import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { message, room, state } from '../../common/test-data.ts';
import { Lost, type Caller, type CallOptions } from '../net/caller.ts';
import { follow } from './follow.ts';
import { rowStyle } from './rows.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  vi.restoreAllMocks();
});

/** A host of few words: sockets get `ready`, unless they are among the first that are cut off. */
async function openHost({ cut = 0 } = {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    if (connections <= cut) return socket.terminate();
    socket.on('message', () => socket.send(JSON.stringify({ type: 'ready', state: state([room(1, 'general')]) })));
    socket.send(JSON.stringify({ type: 'hello', version: '1', heartbeat_ms: 30_000, frame_max_bytes: 65_536 }));
  });
  const cutAll = () => server.clients.forEach((socket) => socket.terminate());
  ends.push(() => (cutAll(), server.close()));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    cutAll,
    /** Resolves when it has been heard. */
    async says(rev: number) {
      const event = { type: 'message.created', message: message(rev) };
      for (const socket of server.clients) {
        socket.send(JSON.stringify({ type: 'event', event }));
        socket.ping();
        await once(socket, 'pong');
      }
    },
  };
}

interface Page {
  readonly last_rev?: number;
  readonly gap?: boolean;
  readonly changes?: readonly unknown[];
}

/** Answers `channel.changes` with what `changes` says, and any history with `newest` as the only message. */
function answering(changes: (asked: number, options: CallOptions) => Page | Promise<Page | Lost>, newest = 2) {
  const after: number[] = [];
  const histories: unknown[] = [];
  const caller: Caller = {
    async call(_name, params, options = {}) {
      if (!('after_rev' in params)) {
        histories.push('after' in params ? params.after : 'newest');
        const messages = 'after' in params ? [] : [message(newest)];
        return { messages, has_before: false, has_after: false } as never;
      }
      after.push(params.after_rev);
      const page = await changes(after.length, options);
      if (page instanceof Lost) return page as never;
      return { changes: [], last_rev: 3, has_more: false, gap: false, ...page } as never;
    },
  };
  return { caller, after, histories };
}

function followed(url: string, caller: Caller, quiet = true): Promise<number> {
  const stop = new AbortController();
  const ended = follow({
    url,
    token: 'secret',
    caller: () => caller,
    channel: room(1, 'general'),
    from: { rev: 10, seq: 10, printed: [] },
    showsBlocked: false,
    style: rowStyle(true),
    quiet,
    signal: stop.signal,
  });
  ends.unshift(() => (stop.abort(), ended));
  return ended;
}

const patient = { timeout: 8000 };

test('a host that was put back to an older copy of itself is followed from there', async () => {
  const host = await openHost();
  const { caller, after, histories } = answering((asked) => {
    if (asked === 3) return { gap: true, last_rev: 7000 };
    return { gap: asked === 1 };
  });
  void followed(host.url, caller);
  await vi.waitFor(() => expect(after).toEqual([10, 3]), patient);
  await host.says(7000);
  await vi.waitFor(() => expect(after).toEqual([10, 3, 3, 7000]), patient);
  expect(histories).toEqual(['newest', 2]);
});

test('a host that answers one gap with another is not asked again at once', async () => {
  const host = await openHost();
  const times: number[] = [];
  const { caller } = answering(() => {
    times.push(performance.now());
    return { gap: true };
  });
  void followed(host.url, caller);
  await vi.waitFor(() => expect(times.length).toBeGreaterThan(2), patient);
  expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThan(1500);
});

test('a message between the connection and its first answer is asked for', async () => {
  const host = await openHost();
  const first = Promise.withResolvers<Page>();
  const printed = vi.spyOn(process.stdout, 'write').mockImplementation((_text, done?: unknown) => {
    if (typeof done === 'function') done();
    return true;
  });
  const { caller, after } = answering((asked) => (asked === 1 ? first.promise : { changes: [message(11)] }));
  void followed(host.url, caller);
  await vi.waitFor(() => expect(after).toEqual([10]), patient);
  await host.says(11);
  first.resolve({ last_rev: 10 });
  await vi.waitFor(() => expect(after).toEqual([10, 10]), patient);
  await vi.waitFor(() => expect(printed).toHaveBeenCalledOnce(), patient);
});

test('after a reconnection nothing waits for a question that the old host has left unanswered', async () => {
  const host = await openHost();
  const { caller, after } = answering((asked, { signal }) => {
    if (asked > 1) return {};
    return new Promise((resolve) => {
      signal?.addEventListener('abort', () => resolve(new Lost('interrupted', 'Interrupted.')));
    });
  });
  void followed(host.url, caller);
  await vi.waitFor(() => expect(after).toEqual([10]), patient);
  host.cutAll();
  await vi.waitFor(() => expect(after).toEqual([10, 10]), patient);
});

test('an outage is said once, and its end once', async () => {
  const host = await openHost({ cut: 3 });
  const told: unknown[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(text) > 0);
  const { caller, after } = answering(() => ({}));
  void followed(host.url, caller, false);
  await vi.waitFor(() => expect(after).toHaveLength(1), { timeout: 20_000 });
  await vi.waitFor(() => expect(told).toHaveLength(2), patient);
  expect(told).toEqual(['Not connected: The connection was lost. Trying again.\n', 'Connected again.\n']);
}, 30_000);
