// `npm start`: a host and a client at once on a terminal, only the host elsewhere.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readProfile, type Profile } from '../cli/profile/environment.ts';
import { serveCommand } from '../server/main.ts';
import { openClient } from './client.ts';

/** Answers the exit code. */
export async function start(env: NodeJS.ProcessEnv = process.env): Promise<number> {
  if (!process.stdout.isTTY) return await serveCommand({ argv: [], env });
  const profile = readProfile(env);
  if ('wrong' in profile) {
    process.stderr.write(`devchat: ${profile.wrong}\n`);
    return 2;
  }
  const url = profile.url ?? `http://127.0.0.1:${env['DEVCHAT_PORT'] || '6464'}`;
  // The client goes to this host, wherever this profile is logged in otherwise.
  env['DEVCHAT_URL'] = url;
  if (!isOwnMachine(url) || (await isHealthy(url))) return await openClient();
  const host = startHost(url, profile, env);
  try {
    if (!(await untilHealthy(url, host))) return 1;
    return await openClient();
  } finally {
    await stopHost(host.process);
  }
}

interface Host {
  readonly process: ChildProcess;
  readonly log: string;
}

const startWithinMs = 60_000;
const stopWithinMs = 12_000;
const askEveryMs = 50;

/**
 * In a session of its own, so that Ctrl+Z on the client does not stop it; over the channel it learns when this process
 * is gone, even killed, and ends.
 */
function startHost(url: string, { paths }: Profile, env: NodeJS.ProcessEnv): Host {
  mkdirSync(paths.state, { recursive: true, mode: 0o700 });
  const log = join(paths.state, 'host.log');
  const file = openSync(log, 'a', 0o600);
  const { hostname, port } = new URL(url);
  const own = { DEVCHAT_HOST: hostname.replace(/^\[|\]$/g, ''), DEVCHAT_PORT: port || '80' };
  const child = spawn(process.execPath, [process.argv[1] ?? '', 'serve'], {
    env: { ...env, ...own },
    stdio: ['ignore', file, file, 'ipc'],
    detached: true,
  });
  closeSync(file);
  process.stderr.write(`Starting a host at ${url} (its log: ${log}) `);
  return { process: child, log };
}

/** False when the host ended or took too long; then it has been said. */
async function untilHealthy(url: string, host: Host): Promise<boolean> {
  const until = Date.now() + startWithinMs;
  for (let asked = 1; Date.now() < until && host.process.exitCode === null; asked++) {
    if (await isHealthy(url)) {
      process.stderr.write(' ready.\n');
      return true;
    }
    if (asked % 10 === 0) process.stderr.write('.');
    await sleep(askEveryMs);
  }
  const ended = host.process.exitCode !== null;
  process.stderr.write(`\ndevchat: the host ${ended ? 'ended' : 'did not start in time'}; its log ends with:\n`);
  process.stderr.write(`${lastLines(host.log, 5)}\n`);
  return false;
}

async function stopHost(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  const late = sleep(stopWithinMs, 'late', { ref: false });
  if ((await Promise.race([gone, late])) === 'late') child.kill('SIGKILL');
}

function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(`${url}/healthz`, { timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.on('error', () => resolve(false));
    asked.on('timeout', () => asked.destroy());
    asked.end();
  });
}

function isOwnMachine(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function lastLines(path: string, count: number): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
