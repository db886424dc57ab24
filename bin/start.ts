// `npm start`: a host and a client at once on a terminal, only the host elsewhere.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readProfile } from '../cli/profile/environment.ts';
import { serveCommand } from '../server/main.ts';
import { openClient } from './client.ts';
import { startOwnHost, type OwnHost } from './own-host.ts';

const startHelp = `devchat start - run a host on this machine and open the client on it

Usage: devchat start

The host is at DEVCHAT_URL where that is an address of this machine, else at http://127.0.0.1:6464 (DEVCHAT_PORT), and
stops when the client is left; \`devchat serve\` keeps one running. Where a host answers already, only the client is
opened. Where standard output is no terminal, only the host is run; it takes the environment of \`devchat serve\`.

Example: DEVCHAT_PORT=8080 devchat start
`;

/** Answers the exit code. */
export async function start(argv: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(startHelp);
    return 0;
  }
  if (argv.length > 0) return wrong('start takes no arguments; `devchat start --help` says more.');
  const profile = readProfile(env);
  if ('wrong' in profile) return wrong(profile.wrong);
  const own = `http://127.0.0.1:${env['DEVCHAT_PORT'] || '6464'}`;
  const url = profile.url ?? own;
  if (!process.stdout.isTTY) return await serveUnlessServed(isOwnMachine(url) ? [url, own] : [own], env);
  // The client goes to this host, wherever this profile is logged in otherwise.
  env['DEVCHAT_URL'] = url;
  if (!isOwnMachine(url) || (await isHealthy(url))) return await openClient();
  const host = startOwnHost({ url, profile, env });
  try {
    if (!(await untilHealthy(url, host))) return 1;
    host.keepUp();
    const code = await openClient();
    // After a signal nobody may be left to read it.
    if (code < 128)
      process.stderr.write(`The host at ${url} stops with this window; \`devchat serve\` keeps one running.\n`);
    return code;
  } finally {
    await host.stop();
  }
}

function wrong(sentence: string): number {
  process.stderr.write(`devchat: ${sentence}\n`);
  return 2;
}

/**
 * A script that runs `npm start` wants a host to be there, so one that is there already is exit code 0. It is said on
 * standard error: "listening on" on standard output is the word of a host that lives as long as its process.
 */
async function serveUnlessServed(urls: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  for (const url of urls) {
    if (!(await isHealthy(url))) continue;
    process.stderr.write(`A host already runs at ${url}; nothing was started.\n`);
    return 0;
  }
  return await serveCommand({ argv: [], env });
}

const startWithinMs = 60_000;
const askEveryMs = 50;

/** False when the host ended or took too long; then it has been said. */
async function untilHealthy(url: string, host: OwnHost): Promise<boolean> {
  process.stderr.write(`Starting a host at ${url} (its log: ${host.log}) `);
  const until = Date.now() + startWithinMs;
  for (let asked = 1; Date.now() < until && !host.hasEnded(); asked++) {
    if (await isHealthy(url)) {
      process.stderr.write(' ready.\n');
      return true;
    }
    if (asked % 10 === 0) process.stderr.write('.');
    await sleep(askEveryMs);
  }
  const how = host.hasEnded() ? 'ended' : 'did not start in time';
  process.stderr.write(`\ndevchat: the host ${how}; its log ends with:\n${lastLines(host.log, 5)}\n`);
  return false;
}

function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    // A port that is chosen at the start is nobody's yet.
    if (new URL(url).port === '0') return resolve(false);
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
