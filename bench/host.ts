// A devchat host in a process of its own, for load and for crashes.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { hostLimits, hostLimitVariable } from '../common/limits.ts';
import type { TestDatabase } from './database.ts';

export interface Host {
  readonly url: string;
  readonly pid: number;
  /** Seconds of processor time that it has used, all threads together. */
  cpuSeconds(): number;
  /** Resolves when the process is gone, whoever ended it. */
  readonly gone: Promise<unknown>;
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  /** A clean end. */
  stop(): Promise<void>;
}

/** The built program, or the one that `BENCH_DEVCHAT` names: another version, to compare. */
export const program = process.env['BENCH_DEVCHAT'] ?? fileURLToPath(new URL('../dist/devchat.js', import.meta.url));

/** No limit of rate or number stands in the way of load; those that protect memory stay as they are. */
const raised = Object.keys(hostLimits).filter((name) =>
  /PerMinute|PerHour|framesPerSocketPerSecond|PerUser|preAuth|passwordQueue/.test(name),
);
const limits = Object.fromEntries(raised.map((name) => [hostLimitVariable(name), '1000000000']));

export interface HostOptions {
  readonly port?: number;
  /** Arguments of Node, such as `--cpu-prof`. */
  readonly node?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A file descriptor for what it logs; what this process shows if there is none. */
  readonly log?: number;
}

export async function startHost({ place }: Pick<TestDatabase, 'place'>, options: HostOptions = {}): Promise<Host> {
  const { port = 0, node = [], env = {}, log = 'inherit' } = options;
  const args = [...node, program, 'serve', '--port', String(port), '--log-level', 'warn'];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', log],
    env: { ...process.env, ...limits, ...place, ...env },
  });
  const gone = once(child, 'exit');
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  child.once('exit', () => process.off('exit', killAtExit));
  const url = await listening(child);
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await gone;
  };
  return {
    url,
    pid: child.pid ?? 0,
    gone,
    cpuSeconds: () => cpuSecondsOf(child.pid ?? 0),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** From `/proc/<pid>/stat` (proc(5)): user and system time in hundredths of a second, after the name in parentheses. */
function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function listening(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('a host without standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^listening on (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the host ended before it listened');
}
