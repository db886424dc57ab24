// The gateway through real sockets: who gets in, what is heard, and how sockets end.
import { connect as connectTcp, Socket as TcpSocket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { closeTable } from '../../common/frame.ts';
import { newId, MessageId, type ChannelId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import { databaseKinds, queryPostgres } from '../test-database.ts';
import { at, openSocket, startTestNode, textOf, unwrap, type Person, type TestNode } from '../test-node.ts';

let node: TestNode;
let ada: Person;
let bob: Person;
let room: ChannelId;

beforeAll(async () => {
  node = await startTestNode({
    limits: { identifyWithinMs: 300, preAuthSocketsPerAddress: 8, socketQueueBytes: 200_000, heartbeatMs: 60_000 },
  });
  ada = await node.signup('ada');
  bob = await node.signup('bob');
  room = (await ada.ask('channel.create', { name: 'general' })).id;
  await bob.ask('channel.join', { channel: room });
}, 30_000);
afterAll(() => node.stop());

const closeOf = (ws: WebSocket) =>
  new Promise<{ code: number; reason: string }>((resolve) =>
    ws.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
/** The connection beneath, for bytes that no WebSocket client would send. */
const socketOf = (ws: WebSocket): TcpSocket => {
  if (!('_socket' in ws) || !(ws._socket instanceof TcpSocket)) throw new Error('no connection');
  return ws._socket;
};
const opened = (ws: WebSocket) => new Promise<void>((resolve) => ws.once('open', () => resolve()));
const refusedWith = (ws: WebSocket) =>
  new Promise<number | undefined>((resolve) => {
    ws.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    ws.once('error', () => resolve(undefined));
  });
const until = async (condition: () => Promise<boolean> | boolean) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('getting in', () => {
  test('the server speaks first, and answers identify with the state', async () => {
    const ws = openSocket(node.url);
    const hello = await new Promise<unknown>((resolve) =>
      ws.once('message', (data) => resolve(JSON.parse(textOf(data)))),
    );
    expect(hello).toMatchObject({ type: 'hello', heartbeat_ms: 60_000, frame_max_bytes: protocolLimits.frameMaxBytes });
    ws.terminate();
    const socket = await ada.connect();
    expect(socket.state).toMatchObject({ me: { username: 'ada' }, channels: [{ name: 'general' }] });
    socket.close();
  });

  test('the state of ready is the state of state.get', async () => {
    const socket = await bob.connect();
    expect(await bob.ask('state.get', {})).toEqual(socket.state);
    socket.close();
  });

  test.each([
    ['an unknown token', { type: 'identify', token: 'devchat_nobody' }, 'not_logged_in'],
    ['a request before identify', { type: 'request', id: 1, request: 'state.get' }, 'protocol_error'],
    ['a frame of no known type', { type: 'surprise' }, 'protocol_error'],
    ['an unknown key', { type: 'heartbeat', extra: 1 }, 'protocol_error'],
  ] as const)('%s closes the socket', async (_, frame, code) => {
    const ws = openSocket(node.url);
    await opened(ws);
    ws.send(JSON.stringify(frame));
    expect(await closeOf(ws)).toMatchObject({ code: closeTable[code].number, reason: expect.stringContaining(code) });
  });

  test('text that is not JSON, and binary frames, close the socket', async () => {
    for (const data of ['{', Buffer.from([1, 2, 3])]) {
      const ws = openSocket(node.url);
      await opened(ws);
      ws.send(data);
      expect((await closeOf(ws)).code).toBe(closeTable.protocol_error.number);
    }
  });

  test('identifying twice closes the socket', async () => {
    const socket = await ada.connect();
    socket.ws.send(JSON.stringify({ type: 'identify', token: ada.token }));
    expect((await socket.closed).code).toBe(closeTable.protocol_error.number);
  });

  test('who does not identify in time is sent away, to come back later', async () => {
    const ws = openSocket(node.url);
    expect(await closeOf(ws)).toEqual({
      code: closeTable.identify_timeout.number,
      reason: '{"code":"identify_timeout","retry_after_ms":1000}',
    });
  });

  test('a frame at the limit is read, and one byte more closes the socket', async () => {
    const frame = (bytes: number) => {
      const empty = JSON.stringify({ type: 'request', id: 1, request: 'state.get', params: '' });
      return JSON.stringify({ type: 'request', id: 1, request: 'state.get', params: 'x'.repeat(bytes - empty.length) });
    };
    const socket = await ada.connect();
    const reply = new Promise((resolve) => socket.ws.once('message', (data) => resolve(JSON.parse(textOf(data)))));
    socket.ws.send(frame(protocolLimits.frameMaxBytes));
    expect(await reply).toMatchObject({ type: 'reply', id: 1, error: { code: 'bad_request' } });
    socket.ws.send(frame(protocolLimits.frameMaxBytes + 1));
    expect((await socket.closed).code).toBe(1009);
  });

  test('one socket more than may wait to identify is refused; when one leaves there is room again', async () => {
    const waiting = Array.from({ length: 8 }, () => openSocket(node.url));
    await Promise.all(waiting.map(opened));
    expect(await refusedWith(openSocket(node.url))).toBe(503);
    for (const ws of waiting) ws.terminate();
    await until(async () => (await refusedOrOpen(openSocket(node.url))) === 'open');
  });

  test('so many frames may come before identify, and one more closes the socket', async () => {
    const ws = openSocket(node.url);
    await opened(ws);
    let answered = 0;
    ws.on('message', (data) => (answered += textOf(data).includes('heartbeat"}') ? 1 : 0));
    for (let frame = 0; frame < 9; frame++) ws.send('{"type":"heartbeat"}');
    expect((await closeOf(ws)).code).toBe(closeTable.protocol_error.number);
    expect(answered).toBe(8);
  });

  test('so many bytes may come before identify, whatever they are, and one more cuts the socket', async () => {
    for (const [bytes, ends] of [
      [4096, 'open'],
      [4097, 'cut'],
    ] as const) {
      const ws = openSocket(node.url);
      await opened(ws);
      // The head of a frame that is never finished, and as much of it as is allowed.
      const junk = Buffer.alloc(bytes - 8, 0x78);
      const tcp = socketOf(ws);
      tcp.write(Buffer.concat([Buffer.from([0x01, 0xfe, 0xff, 0xff, 0, 0, 0, 0]), junk]));
      const closed = closeOf(ws).then(() => 'cut');
      const still = new Promise((resolve) => setTimeout(() => resolve('open'), 150));
      expect(await Promise.race([closed, still])).toBe(ends);
      ws.terminate();
    }
  });

  test('an upgrade that is refused holds nothing, even if its peer never ends its half', async () => {
    const tcp = connectTcp({ port: Number(new URL(node.url).port), host: '127.0.0.1', allowHalfOpen: true });
    tcp.write(
      'GET /nope HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    tcp.resume();
    await new Promise((resolve) => tcp.once('end', resolve));
    // The other side is gone altogether: what is written now is answered with a reset.
    const reset = new Promise((resolve) => tcp.once('error', resolve));
    const write = setInterval(() => tcp.write('x'), 20);
    expect(await reset).toBeInstanceOf(Error);
    clearInterval(write);
  });

  test('a page that is asked for with another protocol offered is a page', async () => {
    const tcp = connectTcp(Number(new URL(node.url).port), '127.0.0.1');
    tcp.write('GET /healthz HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade, close\r\n\r\n');
    const answer = await new Promise<string>((resolve) => tcp.once('data', (data) => resolve(data.toString('utf8'))));
    expect(answer).toContain('200 OK');
    tcp.destroy();
  });

  test('another path, no subprotocol, or a page of another site get no socket', async () => {
    expect(await refusedWith(new WebSocket(`${node.url.replace('http', 'ws')}/v1/other`, 'devchat.v1'))).toBe(404);
    expect(await refusedWith(new WebSocket(`${node.url.replace('http', 'ws')}/v1/gateway`))).toBe(426);
    for (const origin of ['https://evil.example', 'null', `${node.url}.evil.example`]) {
      expect(await refusedWith(openSocket(node.url, { origin }))).toBe(403);
    }
    expect(await refusedOrOpen(openSocket(node.url, { origin: node.url }))).toBe('open');
  });
});

async function refusedOrOpen(ws: WebSocket): Promise<unknown> {
  const answer = await Promise.race([opened(ws).then(() => 'open'), refusedWith(ws)]);
  ws.terminate();
  return answer;
}

describe('hearing', () => {
  test('a message reaches every socket of every member once, the sender’s own too, and nobody else', async () => {
    const stranger = await (await node.signup('stranger')).connect();
    const sockets = [await ada.connect(), await ada.connect(), await bob.connect()];
    const sent = unwrap(
      await at(sockets, 0).ask('message.send', { id: newId(MessageId), channel: room, content: 'hello' }),
    );
    for (const socket of sockets) {
      const event = await socket.event((heard) => heard.type === 'message.created' && heard.message.id === sent.id);
      expect(event).toEqual({ type: 'message.created', message: sent });
      expect(socket.heard.filter((heard) => heard.type === 'message.created')).toHaveLength(1);
      socket.close();
    }
    await stranger.ask('state.get', {});
    expect(stranger.heard.filter((heard) => heard.type === 'message.created')).toEqual([]);
    stranger.close();
  });

  test('two hundred messages of four sockets are heard by all in one order, numbered without holes', async () => {
    const { id } = await ada.ask('channel.create', { name: 'busy' });
    await bob.ask('channel.join', { channel: id });
    const sockets = await Promise.all([ada.connect(), ada.connect(), bob.connect(), bob.connect()]);
    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        at(sockets, index % 4).ask('message.send', { id: newId(MessageId), channel: id, content: `${index}` }),
      ),
    );
    const seqs = sockets.map((socket) =>
      socket.heard.flatMap((heard) =>
        heard.type === 'message.created' && heard.message.channel === id ? [heard.message.seq] : [],
      ),
    );
    for (const heard of seqs) expect(heard).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    for (const socket of sockets) socket.close();
  });

  test('what one socket sends without waiting keeps its order', async () => {
    const { id } = await ada.ask('channel.create', { name: 'ordered' });
    const socket = await ada.connect();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        socket.ask('message.send', {
          id: newId(MessageId),
          channel: id,
          content: index % 7 === 0 ? `@ada ${index}` : `${index}`,
        }),
      ),
    );
    expect(answers.map((answer) => unwrap(answer).seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    socket.close();
  });

  test('edits and deletions are heard as changes without holes; a tombstone has no content', async () => {
    const socket = await bob.connect();
    const { id } = await ada.send(room, 'a secret @bob');
    await ada.ask('message.edit', { id, content: 'less secret' });
    await ada.ask('message.delete', { id });
    const deleted = await socket.event((heard) => heard.type === 'message.deleted' && heard.message.id === id);
    expect(deleted).toMatchObject({ message: { content: '', mentions: [], deleted_at: expect.any(String) } });
    const revs = socket.heard.flatMap((heard) =>
      'message' in heard && heard.message.id === id ? [heard.message.rev] : [],
    );
    const first = at(revs, 0);
    expect(revs).toEqual([first, first + 1, first + 2]);
    socket.close();
  });

  test('read markers and counts are equal on all devices of a user', async () => {
    const devices = [await bob.connect(), await bob.connect()];
    const { seq } = await ada.send(room, 'read me');
    const marker = unwrap(await at(devices, 0).ask('channel.read', { channel: room, seq }));
    expect(marker).toMatchObject({ read_seq: seq, unread: 0, mentions: 0 });
    for (const device of devices) {
      expect(
        await device.event((heard) => heard.type === 'marker.updated' && heard.marker.read_seq === seq),
      ).toMatchObject({ channel: room, marker });
      device.close();
    }
  });

  test('who joins hears at once, and who leaves hears nothing further', async () => {
    const carol = await node.signup('carol');
    const socket = await carol.connect();
    const witness = await ada.connect();
    await carol.ask('channel.join', { channel: room });
    await socket.event((heard) => heard.type === 'channel.joined' && heard.channel.id === room);
    await witness.event((heard) => heard.type === 'member.joined' && heard.user.username === 'carol');
    const first = await ada.send(room, 'welcome');
    await socket.event((heard) => heard.type === 'message.created' && heard.message.id === first.id);
    await carol.ask('channel.leave', { channel: room });
    await socket.event((heard) => heard.type === 'channel.left');
    await ada.send(room, 'gone?');
    expect((await socket.ask('message.history', { channel: room })).error?.code).toBe('not_a_member');
    expect(socket.heard.filter((heard) => heard.type === 'message.created')).toHaveLength(1);
    socket.close();
    witness.close();
  });

  test('a DM appears for the other at its first opening', async () => {
    const socket = await bob.connect();
    const dm = await ada.ask('dm.open', { username: 'BOB' });
    expect(dm.peer?.username).toBe('bob');
    const event = await socket.event((heard) => heard.type === 'channel.joined' && heard.channel.id === dm.id);
    expect(event).toMatchObject({ channel: { kind: 'dm', peer: { username: 'ada' } } });
    socket.close();
  });

  test('typing is heard by the others', async () => {
    const socket = await bob.connect();
    await ada.ask('channel.typing', { channel: room });
    expect(await socket.event((heard) => heard.type === 'typing')).toEqual({
      type: 'typing',
      channel: room,
      user: ada.id,
    });
    socket.close();
  });

  test('presence follows sockets and the chosen status; invisible looks like offline', async () => {
    const watcher = await ada.connect();
    const seen = (status: string) =>
      watcher.event((heard) => heard.type === 'presence.updated' && heard.user === bob.id && heard.status === status);
    await until(
      async () =>
        (await ada.ask('channel.members', { channel: room })).members.find((member) => member.id === bob.id)?.status ===
        'offline',
    );
    watcher.heard.length = 0;
    const socket = await bob.connect();
    await seen('online');
    await bob.ask('status.set', { status: 'dnd', text: 'deep work' });
    expect(await seen('dnd')).toMatchObject({ status_text: 'deep work' });
    await bob.ask('status.set', { status: 'invisible', text: 'hiding' });
    expect(await seen('offline')).toMatchObject({ status_text: '' });
    expect(JSON.stringify((await ada.ask('channel.members', { channel: room })).members)).not.toContain('hiding');
    watcher.heard.length = 0;
    await bob.ask('status.set', { status: 'away' });
    await seen('away');
    watcher.heard.length = 0;
    socket.close();
    await seen('offline');
    watcher.close();
  });
});

describe('ending', () => {
  test('a revoked token closes its own sockets at once, and no others', async () => {
    const other = await ada.ask('token.create', { name: 'laptop' });
    const [kept, revoked] = [await ada.connect(), await node.as({ ...ada, token: other.token }).connect()];
    await ada.ask('token.revoke', { id: other.id });
    expect((await revoked.closed).code).toBe(closeTable.not_logged_in.number);
    expect((await kept.ask('auth.whoami', {})).ok?.me.username).toBe('ada');
    kept.close();
  });

  test('what a revoked socket still says is not heard', async () => {
    const { id, token } = await bob.ask('token.create', { name: 'stolen' });
    const socket = await node.as({ ...bob, token }).connect();
    await bob.ask('token.revoke', { id });
    const message = newId(MessageId);
    socket.ws.send(
      JSON.stringify({
        type: 'request',
        id: 1,
        request: 'message.send',
        params: { id: message, channel: room, content: 'too late' },
      }),
    );
    await socket.closed;
    const { messages } = await ada.ask('message.history', { channel: room });
    expect(messages.filter((one) => one.id === message)).toEqual([]);
  });

  test.skipIf(!databaseKinds().includes('postgresql'))('a socket ends with its token', async () => {
    const other = await startTestNode({ kind: 'postgresql' });
    const person = await other.signup('ada');
    const { token } = await person.ask('token.create', { name: 'short', expires_in_days: 1 });
    await queryPostgres(
      other.database,
      `update tokens set expires_at = now() + interval '700 ms' where name = 'short'`,
    );
    const socket = await other.as({ ...person, token }).connect();
    expect((await socket.closed).code).toBe(closeTable.not_logged_in.number);
    await expect(other.as({ ...person, token }).connect()).rejects.toThrow('not_logged_in');
    await other.stop();
  });

  test('a reader that stops reading is closed as slow, and the others hear everything', async () => {
    const { id } = await ada.ask('channel.create', { name: 'flood' });
    await bob.ask('channel.join', { channel: id });
    const [stalled, reader] = [await bob.connect(), await bob.connect()];
    stalled.ws.pause();
    const content = 'x'.repeat(16_000);
    for (let index = 0; index < 400 && stalled.ws.readyState === WebSocket.OPEN; index += 20) {
      await Promise.all(Array.from({ length: 20 }, () => ada.send(id, content)));
    }
    await ada.send(id, 'last');
    await reader.event((heard) => heard.type === 'message.created' && heard.message.content === 'last');
    stalled.ws.resume();
    const { code } = await stalled.closed;
    expect([closeTable.slow.number, 1006]).toContain(code);
    expect(stalled.heard.length).toBeLessThan(reader.heard.length);
    reader.close();
  }, 20_000);

  test('a socket that floods is read more slowly, and everybody else is answered meanwhile', async () => {
    const flooded = await startTestNode({ limits: { framesPerSocketPerSecond: 20 } });
    const [noisy, quiet] = [await flooded.signup('noisy'), await flooded.signup('quiet')];
    const [flood, other] = [await noisy.connect(), await quiet.connect()];
    let beats = 0;
    flood.ws.on('message', (data) => (beats += textOf(data).includes('heartbeat"}') ? 1 : 0));
    for (let frame = 0; frame < 200_000; frame++) flood.ws.send('{"type":"heartbeat"}');
    for (let asked = 0; asked < 20; asked++) await other.ask('auth.whoami', {});
    // One burst, and what had been read in one piece with its last frame.
    expect(beats).toBeLessThan(20_000);
    flood.ws.terminate();
    other.close();
    await flooded.stop();
  }, 20_000);

  test('pieces of a message without end close the socket, and a frame that claims to be huge is not waited for', async () => {
    // One blank each, masked with zeros.
    const piece = (opcode: number) => Buffer.from([opcode, 0x81, 0, 0, 0, 0, 0x20]);
    const pieces = (count: number) => [piece(0x01), ...Array.from({ length: count - 1 }, () => piece(0x00))];
    const text = '{"type":"heartbeat"}';
    const last = Buffer.from([0x80, 0x80 | text.length, 0, 0, 0, 0, ...Buffer.from(text)]);
    const [most, tooMany] = [await ada.connect(), await ada.connect()];
    const beat = new Promise<string>((resolve) => most.ws.once('message', (data) => resolve(textOf(data))));
    socketOf(most.ws).write(Buffer.concat([...pieces(protocolLimits.fragmentsMaxPerMessage - 1), last]));
    expect(await beat).toBe(text);
    most.close();
    socketOf(tooMany.ws).write(Buffer.concat(pieces(protocolLimits.fragmentsMaxPerMessage + 1)));
    expect((await tooMany.closed).code).toBe(1008);
    const huge = await ada.connect();
    const claim = Buffer.alloc(14);
    claim.set([0x81, 0xff]);
    claim.writeBigUInt64BE(2n ** 40n, 2);
    socketOf(huge.ws).write(claim);
    expect((await huge.closed).code).toBe(1009);
  });

  test('a socket that is silent for two heartbeats is closed, one that beats is kept and answered', async () => {
    const quick = await startTestNode({ limits: { heartbeatMs: 400 } });
    const person = await quick.signup('ada');
    const [silent, beating] = [await person.connect(), await person.connect()];
    let beats = 0;
    beating.ws.on('message', (data) => (beats += textOf(data).includes('"heartbeat"') ? 1 : 0));
    const beat = setInterval(() => beating.ws.send('{"type":"heartbeat"}'), 50);
    expect((await silent.closed).code).toBe(closeTable.heartbeat_missed.number);
    await until(() => beats > 1);
    clearInterval(beat);
    expect(beating.ws.readyState).toBe(WebSocket.OPEN);
    beating.close();
    await quick.stop();
  }, 20_000);

  test('a user may have so many sockets and no more', async () => {
    const few = await startTestNode({ limits: { socketsPerUser: 2 } });
    const person = await few.signup('ada');
    const [one] = [await person.connect(), await person.connect()];
    await expect(person.connect()).rejects.toThrow('too_many_sockets');
    one.close();
    await one.closed;
    (await person.connect()).close();
    await few.stop();
  }, 20_000);

  test('a stopping node answers what was asked, and says come back later', async () => {
    const stopping = await startTestNode();
    const person = await stopping.signup('ada');
    const { id } = await person.ask('channel.create', { name: 'last' });
    const socket = await person.connect();
    const sends = Array.from({ length: 50 }, () =>
      socket.ask('message.send', { id: newId(MessageId), channel: id, content: 'in time' }),
    );
    await sends[0];
    await stopping.stop();
    const answered = (await Promise.race([Promise.all(sends), socket.closed.then(() => [])])).length;
    const { code, reason } = await socket.closed;
    expect([answered, code]).toEqual([50, closeTable.stopping.number]);
    expect(JSON.parse(reason)).toEqual({ code: 'stopping', retry_after_ms: expect.any(Number) });
  }, 20_000);

  test('the more clients a stopping node has, the longer it spreads their return', async () => {
    const stopping = await startTestNode({ limits: { comeBackPerSecond: 2 } });
    const person = await stopping.signup('ada');
    const sockets = await Promise.all(Array.from({ length: 20 }, () => person.connect()));
    await stopping.stop();
    const reasons = await Promise.all(sockets.map(async (socket) => (await socket.closed).reason));
    const waits = reasons.map((reason) => Number(/"retry_after_ms":(\d+)/.exec(reason)?.[1]));
    // 20 clients at 2 a second: all of ten seconds are used, and no more.
    expect(Math.max(...waits)).toBeGreaterThan(3000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(10_000);
  }, 20_000);

  test('sockets that start together take turns, and all get in', async () => {
    const busy = await startTestNode({ limits: { startsAtOnce: 1, identifyWithinMs: 1000 } });
    const person = await busy.signup('ada');
    const sockets = await Promise.all(Array.from({ length: 30 }, () => person.connect()));
    expect(sockets.map(({ state }) => state.me.username)).toEqual(sockets.map(() => 'ada'));
    await busy.stop();
  }, 20_000);

  test('half a frame, then silence, holds nothing longer than the time to identify', async () => {
    const tcp: TcpSocket = connectTcp(Number(new URL(node.url).port), '127.0.0.1');
    const key = 'dGhlIHNhbXBsZSBub25jZQ==';
    tcp.write(
      `GET /v1/gateway HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: devchat.v1\r\n\r\n`,
    );
    tcp.write(Buffer.from([0x01, 0xfe, 0xff, 0xff]));
    tcp.resume();
    await new Promise((resolve) => tcp.once('close', resolve));
    expect(tcp.bytesRead).toBeGreaterThan(0);
  });
});
