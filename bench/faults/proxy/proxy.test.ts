// The faults are real: what the proxies do to a connection is what both of its ends see.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createRandom } from '../../crash/random.ts';
import { createLossyLink } from './lossy.ts';
import { createNatsSplitter } from './nats-frames.ts';
import { startTcpProxy } from './tcp-proxy.ts';

const endings: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** A client and a server that is connected to it through a proxy. */
async function pair() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target = portOf(server.address());
  const proxy = await startTcpProxy({ port: 0, target });
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const client = connect({ port: proxy.port, host: '127.0.0.1' });
  await once(client, 'connect');
  const [peer] = await accepted;
  for (const socket of [client, peer]) socket.on('error', () => {});
  endings.push(
    () => proxy.close(),
    () => void server.close(),
  );
  const [link] = proxy.links();
  if (link === undefined) throw new Error('no link');
  return { client, peer, link };
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const textOf = async (socket: Socket) => String((await once(socket, 'data'))[0]);

describe('a proxied connection', () => {
  test('passes what is said, and the end', async () => {
    const { client, peer } = await pair();
    client.write('ask');
    expect(await textOf(peer)).toBe('ask');
    peer.write('answer');
    expect(await textOf(client)).toBe('answer');
    const closed = once(peer, 'close');
    client.destroy();
    await closed;
  });

  test('is reset for both sides', async () => {
    const { client, peer, link } = await pair();
    const errors = [client, peer].map(async (socket) => (await once(socket, 'error'))[0] as unknown);
    link.reset();
    for (const error of await Promise.all(errors)) expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  test('goes silent: nothing passes any more, not even an end', async () => {
    const { client, peer, link } = await pair();
    let heard = 0;
    peer.on('data', () => (heard += 1));
    peer.on('close', () => (heard += 1));
    link.goSilent();
    client.write('ask');
    await new Promise((resolve) => setTimeout(resolve, 50));
    client.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toBe(0);
    peer.destroy();
  });

  test('stands still in one direction, and loses nothing', async () => {
    const { client, peer, link } = await pair();
    let heard = '';
    client.on('data', (chunk) => (heard += String(chunk)));
    const goOn = link.stall(['from target']);
    peer.write('answer');
    client.write('ask');
    expect(await textOf(peer)).toBe('ask');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toBe('');
    goOn();
    if (heard === '') await once(client, 'data');
    expect(heard).toBe('answer');
  });
});

describe('the operations of NATS', () => {
  const said = [
    'INFO {"a":1}\r\n',
    'PING\r\n',
    'MSG a.b 1 5\r\nhi\r\n!\r\n',
    'HMSG a 2 re.ply 12 14\r\nNATS/1.0\r\n\r\nhi\r\n',
    '+OK\r\n',
  ];

  test('are found wherever the network cuts them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), (cuts) => {
        const bytes = Buffer.from(said.join(''));
        const split = createNatsSplitter();
        const places = [0, ...cuts.map((cut) => cut % bytes.length).toSorted((a, b) => a - b), bytes.length];
        const found = places.slice(1).flatMap((end, i) => split(bytes.subarray(places[i], end)));
        expect(found.map((operation) => operation.bytes.toString())).toEqual(said);
        expect(found.map(({ type }) => type)).toEqual(['control', 'control', 'message', 'message', 'control']);
      }),
    );
  });

  test('are lost and doubled only when they are messages, as often as was asked', () => {
    const link = createLossyLink(createRandom(1));
    link.loss = { drop: 5, double: 5, delay: 0, delayMaxMs: 1 };
    const filter = link.createFilter();
    const heard: string[] = [];
    for (let i = 0; i < 2000; i++) filter(Buffer.from(said.join('')), (bytes) => heard.push(bytes.toString()));
    const times = (text: string) => heard.filter((one) => one === text).length;
    expect(times('PING\r\n')).toBe(2000);
    expect(link.counts.dropped / 4000).toBeCloseTo(0.05, 1);
    expect(link.counts.doubled / 4000).toBeCloseTo(0.05, 1);
    expect(heard.length).toBe(10_000 - link.counts.dropped + link.counts.doubled);
  });
});
