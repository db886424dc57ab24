// Somebody else's chat server: found on this machine or not, started in a directory of its own, gone afterwards.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connected } from '../wire.ts';
import type { Room } from './seat.ts';

export interface Contender {
  readonly name: string;
  readonly stores: string;
  /** Why it cannot take part here, if so. */
  readonly missing: () => Promise<string | undefined>;
  /** Runs `load` on a room with `members` members. */
  readonly run: <T>(members: number, load: (room: Room) => Promise<T>) => Promise<T>;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly port: number;
}

export async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/** Runs a program as long as `work` takes, which begins when the port answers. */
export async function withProgram<T>({ command, args, env, port }: Program, work: () => Promise<T>): Promise<T> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = once(child, 'exit');
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  try {
    await answering(port, () => child.exitCode !== null);
    return await work();
  } finally {
    child.kill('SIGTERM');
    await gone;
    process.off('exit', killAtExit);
  }
}

export async function withDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'devchat-compare-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

async function answering(port: number, hasEnded: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline && !hasEnded()) {
    const socket = await connected(port, '127.0.0.1').catch(() => undefined);
    socket?.destroy();
    if (socket !== undefined) return;
    await sleep(100);
  }
  throw new Error('the server did not start');
}
