// A real host for suites: the built program as a process, on a free port, with an embedded database of its own or the one
// that `env` names.
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
  /** Ends it as a service manager does; answers the exit code. */
  stop(): Promise<number | null>;
  /** Stops it in the middle of things, or lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Starts it again on the same port and database. */
  again(): Promise<void>;
  /** What it has written to standard error, all lives together. */
  log(): string;
  close(): Promise<void>;
}

export async function startHost(env: NodeJS.ProcessEnv = {}): Promise<RunningHost> {
  if (!existsSync(program)) throw new Error('These suites run the built program: `npm run build` first.');
  const folder = await mkdtemp(join(tmpdir(), 'devchat-host-'));
  let log = '';
  const start = (port: string) =>
    listening({ DEVCHAT_DATA_DIR: folder, DEVCHAT_PORT: port, ...env }, (text) => (log += text));
  let child = await start('0');
  const { url } = child;
  return {
    url,
    log: () => log,
    kill: async () => void (await ended(child.process, 'SIGKILL')),
    stop: () => ended(child.process, 'SIGTERM'),
    signal: (name) => void child.process.kill(name),
    again: async () => {
      child = await start(new URL(url).port);
    },
    close: async () => {
      await ended(child.process, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listening(more: NodeJS.ProcessEnv, onLog: (text: string) => void) {
  const { DATABASE_URL: _, NATS_URL: __, ...inherited } = process.env;
  const env: NodeJS.ProcessEnv = { ...inherited, DEVCHAT_LOG_LEVEL: 'error', ...more };
  const child = spawn(process.execPath, [program, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    onLog(text);
    process.stderr.write(text);
  });
  for await (const line of createInterface(child.stdout)) {
    const url = /^listening on (http:\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { process: child, url };
  }
  throw new Error('The host ended before it was listening.');
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
  return child.exitCode;
}
