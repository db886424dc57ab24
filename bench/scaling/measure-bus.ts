// What the bus costs: envelopes in a node, and subscriptions on both sides.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';
import { ChannelId, MessageId, newId, UserId } from '../../common/ids.ts';
import { Envelope } from '../../server/bus/bus.ts';
import { encodeFrame } from '../../server/ws/encode.ts';

const contentBytes = 200;
const channelsOfUser = 20;

export function print(what: string, value: number, unit: string): void {
  process.stdout.write(`${what.padEnd(68)} ${value.toPrecision(3).padStart(8)} ${unit}\n`);
}

export function measureBusBytes(): void {
  const id = newId(MessageId);
  const message = {
    id,
    channel: newId(ChannelId),
    seq: 12_345,
    rev: 12_400,
    user: { id: newId(UserId), username: 'somebody' },
    content: 'x'.repeat(contentBytes),
    timestamp: new Date().toISOString(),
    edited_at: null,
    deleted_at: null,
    pinned_at: null,
    mentions: [],
  };
  const event = { type: 'message.created', message } as const;
  const presence = { type: 'presence.updated', user: newId(UserId), status: 'online', status_text: '' } as const;
  const sharing = Array.from({ length: channelsOfUser }, () => newId(ChannelId));
  const envelopes = {
    message: { type: 'events', to: { type: 'channel', id: message.channel }, events: [event] },
    presence: { type: 'events', to: { type: 'sharing', channels: sharing }, events: [presence] },
  } as const;
  for (const [what, envelope] of Object.entries(envelopes)) {
    const bytes = Buffer.from(JSON.stringify(envelope));
    print(`envelope of one ${what}`, bytes.length, 'bytes');
    print(
      `envelope of one ${what}: read`,
      nodeMicros(() => Envelope.safeParse(JSON.parse(bytes.toString()))),
      'µs',
    );
  }
  print('frame of one message', encodeFrame({ type: 'event', event }).length, 'bytes');
  print(
    'frame of one message: encoded',
    nodeMicros(() => encodeFrame({ type: 'event', event })),
    'µs',
  );
  print('frame of one presence', encodeFrame({ type: 'event', event: presence }).length, 'bytes');
}

/** What subscriptions weigh, on the side of the server and on that of the node. */
export async function measureSubscriptions(): Promise<void> {
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  try {
    await sleep(1000);
    const connection = await connect({ servers: `127.0.0.1:${port}` });
    const count = 200_000;
    const before = { server: residentBytes(server.pid ?? 0), node: process.memoryUsage().rss };
    for (let n = 0; n < count; n++)
      connection.subscribe(`devchat.${newId(UserId)}.channel.${newId(ChannelId)}`, { callback: () => {} });
    await connection.flush();
    await sleep(1000);
    print('subscription: memory of nats-server', (residentBytes(server.pid ?? 0) - before.server) / count, 'bytes');
    print('subscription: memory of the node', (process.memoryUsage().rss - before.node) / count, 'bytes');
    await connection.close();
  } finally {
    server.kill();
  }
}

function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) * 1024;
}

function nodeMicros(work: () => unknown): number {
  const times = 30_000;
  for (let n = 0; n < times / 10; n++) work();
  const before = process.cpuUsage();
  for (let n = 0; n < times; n++) work();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / times;
}
