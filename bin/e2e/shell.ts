// A person at a shell: runs the built program with a home of its own, and sees what it prints and how it ends.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { program } from './host.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Resolves once standard output contains the text. */
  shows(text: string): Promise<void>;
  /** Resolves once standard error contains the text. */
  tells(text: string): Promise<void>;
  readonly ended: Promise<Ended>;
}

export interface Shell {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  run(args: readonly string[], input?: string | Buffer): Promise<Ended>;
  start(args: readonly string[], env?: NodeJS.ProcessEnv): Running;
  close(): Promise<void>;
}

const password = 'correct horse battery';

/** A shell without a login; there is no keychain in it. */
export async function openShell(url: string, more: NodeJS.ProcessEnv = {}): Promise<Shell> {
  const home = await mkdtemp(join(tmpdir(), 'devchat-home-'));
  const own = { PATH: process.env['PATH'], HOME: home, DEVCHAT_URL: url, TZ: 'UTC', TERM: 'xterm' };
  const env: NodeJS.ProcessEnv = { ...own, ...more };
  const start: Shell['start'] = (args, extra = {}) => watch(args, { ...env, ...extra });
  return {
    home,
    env,
    start,
    run: async (args, input = '') => {
      const running = start(args);
      // A program that ends without reading closes the pipe; what it says matters, not that.
      running.process.stdin.on('error', () => {});
      running.process.stdin.end(input);
      return await running.ended;
    },
    // A host that has just been left may write its last line.
    close: () => rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
}

/** A shell of a new user. */
export async function openShellOf(name: string, url: string, more: NodeJS.ProcessEnv = {}): Promise<Shell> {
  const shell = await openShell(url, more);
  const { code, stderr } = await shell.run(['signup', name, '--password-stdin'], `${password}\n`);
  if (code !== 0) throw new Error(`signup of ${name} ended with ${code}: ${stderr}`);
  return shell;
}

function watch(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const seen = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (seen.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (seen.stderr += text));
  const ended = once(child, 'close').then(([code]: unknown[]) => ({
    ...seen,
    code: typeof code === 'number' ? code : null,
  }));
  const contains = async (stream: 'stdout' | 'stderr', text: string) => {
    const over = ended.then((end) => {
      if (!seen[stream].includes(text)) throw new Error(`It ended without "${text}": ${JSON.stringify(end)}`);
    });
    while (!seen[stream].includes(text) && child.exitCode === null && child.signalCode === null) {
      await Promise.race([once(child[stream], 'data'), over]);
    }
    if (!seen[stream].includes(text)) await over;
  };
  return {
    process: child,
    shows: (text) => contains('stdout', text),
    tells: (text) => contains('stderr', text),
    ended,
  };
}
