// Child processes that do not outlive the run.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Daemon {
  readonly pid: number;
  /** `kill -9` of it and of all that it started; resolves when they are gone. */
  kill(): Promise<void>;
  readonly isRunning: boolean;
}

export function startDaemon(program: string, args: readonly string[], options: SpawnOptions): Daemon {
  const child: ChildProcess = spawn(program, args, options);
  // A failure to start is an end too; whoever waits for it to be ready says so.
  child.on('error', () => {});
  const gone = once(child, 'close');
  const pid = child.pid ?? 0;
  const killAll = () => {
    const family = [pid, ...childrenOf(pid)].filter((one) => one > 0);
    for (const one of family) killQuietly(one);
    return family;
  };
  process.once('exit', killAll);
  child.once('close', () => process.off('exit', killAll));
  return {
    pid,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null && pid > 0;
    },
    kill: async () => {
      const family = killAll();
      await gone;
      while (family.some(isAlive)) await sleep(5);
    },
  };
}

/** Tries until it succeeds; what failed last is thrown when the time is over. */
export async function untilReady<T>(what: string, withinMs: number, attempt: () => Promise<T>): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > until) throw new Error(`${what} was not ready within ${withinMs} ms`, { cause: error });
    }
    await sleep(50);
  }
}

/** From `/proc/<pid>/stat` (proc(5)): the parent is the second field after the name in parentheses. */
function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => statOf(pid)[1] === String(parent)).map(Number);
}

function isAlive(pid: number): boolean {
  const [state] = statOf(String(pid));
  return state !== undefined && state !== 'Z';
}

function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  } catch {
    return [];
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
}
