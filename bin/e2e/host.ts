// A real host for suites: the built program as a process, on a free port, with an embedded database of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const program = fileURLToPath(new URL('../../dist/devchat.js', import.meta.url));

export interface RunningHost {
  readonly url: string;
  /** Kills it at once, as a crash does; the database stays. */
  kill(): Promise<void>;
  /** Stops it in the middle of things, or lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Starts it again on the same port and database. */
  again(): Promise<void>;
  close(): Promise<void>;
}

export async function startHost(env: NodeJS.ProcessEnv = {}): Promise<RunningHost> {
  if (!existsSync(program)) throw new Error('These suites run the built program: `npm run build` first.');
  const folder = await mkdtemp(join(tmpdir(), 'devchat-host-'));
  let child = await listening(folder, '0', env);
  const { url } = child;
  return {
    url,
    kill: () => ended(child.process, 'SIGKILL'),
    signal: (name) => void child.process.kill(name),
    again: async () => {
      child = await listening(folder, new URL(url).port, env);
    },
    close: async () => {
      await ended(child.process, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listening(folder: string, port: string, more: NodeJS.ProcessEnv) {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DEVCHAT_LOG_LEVEL: 'error',
    DEVCHAT_PORT: port,
    DEVCHAT_DATA_DIR: folder,
    ...more,
  };
  delete env['DATABASE_URL'];
  const child = spawn(process.execPath, [program, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const url = /^listening on (http:\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { process: child, url };
  }
  throw new Error('The host ended before it was listening.');
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
