// A nats-server of the run's own.
import { connect } from 'node:net';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { startDaemon, untilReady, type Daemon } from './process.ts';

export interface Nats {
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

const startMaxMs = 10_000;

export function createNats(folder: string, port: number): Nats {
  const log = openSync(join(folder, 'nats.log'), 'a');
  const program = process.env['NATS_SERVER'] ?? 'nats-server';
  // Debian keeps it where only root's path leads.
  const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };
  let daemon: Daemon | undefined;
  return {
    start: async () => {
      daemon = startDaemon(program, ['-a', '127.0.0.1', '-p', String(port)], { env, stdio: ['ignore', log, log] });
      await untilReady('NATS', startMaxMs, () => answers(port));
    },
    kill: async () => daemon?.kill(),
  };
}

async function answers(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'data');
  } finally {
    socket.destroy();
  }
}
