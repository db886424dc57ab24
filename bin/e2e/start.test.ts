import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openScreen, type Screen } from './pty.ts';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
let url: string;
beforeEach(async () => {
  url = `http://127.0.0.1:${await freePort()}`;
  shell = await openShell(url);
});
afterEach(() => shell.close());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await once(server.close(), 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const isUp = () =>
  fetch(`${url}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );

/** Waits until the host is up, or is not; the suite's time limit is the other end. */
async function until(wanted: boolean): Promise<boolean> {
  while ((await isUp()) !== wanted) await new Promise((resolve) => setTimeout(resolve, 50));
  return wanted;
}

function childOf(pid: number): number {
  return Number(
    execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')[0],
  );
}

/** The client's first screen, for somebody without a login. */
const opened = (screen: Screen) => screen.shows('User name');

test('on a terminal it starts a host and opens the client; leaving the client stops the host', async () => {
  const screen = openScreen({ env: shell.env, args: ['start'] });
  await until(true);
  await opened(screen);
  screen.types('\x03');
  expect(await screen.ended).toBe(0);
  expect(await isUp()).toBe(false);
  expect(await readFile(join(shell.home, '.local/state/devchat/default/host.log'), 'utf8')).toContain(
    `listening on ${url}`,
  );
});

test.each(['SIGKILL', 'SIGTERM', 'SIGHUP'] as const)(
  'a client that is ended by %s leaves no host behind',
  async (signal) => {
    const screen = openScreen({ env: shell.env, args: ['start'] });
    await until(true);
    await opened(screen);
    screen.kill(signal);
    await screen.ended;
    expect(await until(false)).toBe(false);
  },
);

test('where a host answers already, only the client is opened, and the host stays', async () => {
  const first = openScreen({ env: shell.env, args: ['start'] });
  await until(true);
  await opened(first);
  const second = openScreen({ env: shell.env, args: ['start'] });
  await opened(second);
  second.types('\x03');
  expect(await second.ended).toBe(0);
  expect(await isUp()).toBe(true);
  first.types('\x03');
  await first.ended;
  expect(await until(false)).toBe(false);
});

test('where no terminal is, it serves in the foreground and says where', async () => {
  const running = shell.start(['start'], { DEVCHAT_PORT: '0' });
  await running.shows('listening on http://127.0.0.1:');
  running.process.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ code: 0 });
});

test('where a host answers already and no terminal is, it says where, and that is fine', async () => {
  const first = shell.start(['start'], { DEVCHAT_PORT: new URL(url).port });
  await first.shows(`listening on ${url}`);
  for (const env of [{ DEVCHAT_PORT: new URL(url).port }, {}]) {
    const second = await shell.start(['start'], env).ended;
    expect(second).toEqual({ code: 0, stdout: '', stderr: `A host already runs at ${url}; nothing was started.\n` });
  }
  first.process.kill('SIGTERM');
  await first.ended;
});

test('its help starts nothing, and a word too many is a usage error', async () => {
  for (const args of [
    ['start', '--help'],
    ['help', 'start'],
  ]) {
    const { code, stdout } = await shell.run(args);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: devchat start');
  }
  expect((await shell.run(['help', 'serve'])).stdout).toContain('Usage: devchat serve');
  expect(await shell.run(['start', 'now'])).toMatchObject({ code: 2, stdout: '' });
});

test('leaving the client says that its host goes, too', async () => {
  const screen = openScreen({ env: shell.env, args: ['start'] });
  await opened(screen);
  screen.types('\x03');
  expect(await screen.ended).toBe(0);
  expect(screen.text()).toContain(`The host at ${url} stops with this window`);
});

test('a host that is killed beside its client is started again', async () => {
  const screen = openScreen({ env: shell.env, args: ['start'] });
  await opened(screen);
  process.kill(childOf(screen.pid), 'SIGKILL');
  await until(false);
  await until(true);
  screen.types('\x03');
  expect(await screen.ended).toBe(0);
  expect(await isUp()).toBe(false);
});

test('a host that cannot start is said with the end of its log', async () => {
  shell.env['DEVCHAT_DATA_DIR'] = '/dev/null/devchat';
  const screen = openScreen({ env: shell.env, args: ['start'] });
  await screen.shows('its log ends with:');
  expect(await screen.ended).toBe(1);
});
