// One node of the service: a process of the built program behind two proxies, one for its clients and one for its bus.
import { existsSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../crash/random.ts';
import type { Place } from '../../database.ts';
import { startHost, type Host } from '../../host.ts';
import { createLossyLink, type LossyLink } from '../proxy/lossy.ts';
import { startTcpProxy, type TcpProxy } from '../proxy/tcp-proxy.ts';
import { untilReady } from './process.ts';

export interface Node {
  readonly number: number;
  /** Where clients come in. */
  readonly door: string;
  readonly clients: TcpProxy;
  readonly bus: LossyLink;
  start(clock?: 'real' | 'faked'): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Moves the clock of a node that was started with a faked one. */
  setClock(offsetSeconds: number): void;
  readonly isRunning: boolean;
  /** How often it ended without being told to. */
  readonly deaths: number;
  close(): Promise<void>;
}

export interface NodeOptions {
  readonly number: number;
  readonly ports: { readonly host: number; readonly clients: number; readonly bus: number; readonly nats: number };
  readonly place: Place;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly random: Random;
}

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';
export const canFakeClocks = existsSync(library);
/** A database that is coming back makes starts fail, and whoever supervises a node tries again. */
const startMaxMs = 60_000;

export async function createNode({ number, ports, place, folder, env, random }: NodeOptions): Promise<Node> {
  const bus = createLossyLink(random);
  const clients = await startTcpProxy({ port: ports.clients, target: ports.host });
  const busProxy = await startTcpProxy({ port: ports.bus, target: ports.nats, createFilter: bus.createFilter });
  const log = openSync(join(folder, `node-${number}.log`), 'a');
  const stamp = join(folder, `clock-${number}`);
  let host: Host | undefined;
  let deaths = 0;

  const fakedClock = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: stamp,
    // Timers stay true: what jumps is the clock on the wall.
    DONT_FAKE_MONOTONIC: '1',
    FAKETIME_CACHE_DURATION: '1',
  };
  const setClock: Node['setClock'] = (seconds) => writeFileSync(stamp, `${seconds < 0 ? '' : '+'}${seconds}\n`);

  const start: Node['start'] = async (clock = 'real') => {
    setClock(0);
    const faked = clock === 'faked' ? fakedClock : {};
    const bound = { ...env, ...faked, NATS_URL: `nats://127.0.0.1:${ports.bus}` };
    const started = await untilReady(`node ${number}`, startMaxMs, () =>
      startHost({ place }, { port: ports.host, env: bound, log }),
    );
    host = started;
    void started.gone.then(() => {
      if (host !== started) return;
      deaths += 1;
      host = undefined;
    });
  };
  const end = async (how: 'kill' | 'stop') => {
    const ending = host;
    host = undefined;
    await ending?.[how]();
  };

  return {
    number,
    door: `http://127.0.0.1:${ports.clients}`,
    clients,
    bus,
    start,
    kill: () => end('kill'),
    stop: () => end('stop'),
    signal: (signal) => void (host !== undefined && process.kill(host.pid, signal)),
    setClock,
    get isRunning() {
      return host !== undefined;
    },
    get deaths() {
      return deaths;
    },
    close: async () => {
      await end('kill');
      await clients.close();
      await busProxy.close();
    },
  };
}
