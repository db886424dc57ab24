import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { room, state } from '../../common/test-data.ts';
import type { Caller } from '../net/caller.ts';
import { follow } from './follow.ts';
import { rowStyle } from './rows.ts';

test('a host that was put back to an older copy of itself is followed from there', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  server.on('connection', (socket) => {
    socket.on('message', () => socket.send(JSON.stringify({ type: 'ready', state: state([room(1, 'general')]) })));
    socket.send(JSON.stringify({ type: 'hello', version: '1', heartbeat_ms: 30_000, frame_max_bytes: 65_536 }));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const after: number[] = [];
  const caller: Caller = {
    call: (name, params) => {
      if ('after_rev' in params) after.push(params.after_rev);
      const gap = after.at(-1) === 10;
      const page = { changes: [], last_rev: 3, has_more: false, gap: gap && after.length < 50 };
      const history = { messages: [], has_before: false, has_after: false };
      return Promise.resolve((name === 'channel.changes' ? page : history) as never);
    },
  };
  const stop = new AbortController();
  const code = follow({
    url: `http://127.0.0.1:${address.port}`,
    token: 'secret',
    caller: () => caller,
    channel: room(1, 'general'),
    from: { rev: 10, seq: 10, printed: [] },
    style: rowStyle(true),
    quiet: true,
    signal: stop.signal,
  });
  await vi.waitFor(() => expect(after.length).toBeGreaterThan(1));
  expect(after).toEqual([10, 3]);
  stop.abort();
  expect(await code).toBe(130);
  for (const socket of server.clients) socket.terminate();
  server.close();
});
