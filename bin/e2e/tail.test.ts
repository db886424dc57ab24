import { createInterface } from 'node:readline';
import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHost, type RunningHost } from './host.ts';
import { openScreen } from './pty.ts';
import { openShellOf, type Running, type Shell } from './shell.ts';

let host: RunningHost;
let ada: Shell;
let grace: Shell;

beforeAll(async () => {
  host = await startHost();
  ada = await openShellOf('ada', host.url);
  grace = await openShellOf('grace', host.url);
});
afterAll(async () => {
  await Promise.all([host?.close(), ada?.close(), grace?.close()]);
});

/** A room of both with these messages of ada's. */
async function room(name: string, ...messages: string[]): Promise<string> {
  await ada.run(['channel', 'create', name]);
  await grace.run(['channel', 'join', name]);
  for (const message of messages) await ada.run(['send', name], `${message}\n`);
  return name;
}

/** What can move a cursor, or turn the order of what follows. */
const steering = /(?!\n)\p{Cc}|[\u2028\u202a-\u202e\u2066-\u2069]/u;

const contents = (ndjson: string) =>
  ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { content: string }).content);

describe('devchat tail', () => {
  test('prints the newest messages, oldest first; --json one object a line', async () => {
    const target = await room('#newest', 'one', 'two', 'three');
    const { code, stdout } = await grace.run(['tail', target, '-n', '2', '--json']);
    expect(code).toBe(0);
    expect(contents(stdout)).toEqual(['two', 'three']);
    const [first] = stdout.split('\n');
    expect(Object.keys(JSON.parse(first ?? '') as object)).toEqual([
      'id',
      'channel',
      'seq',
      'user',
      'content',
      'timestamp',
      'edited_at',
    ]);
  });

  test('-n reaches over pages', async () => {
    const target = await room('#pages');
    for (let i = 0; i < 3; i++) await ada.run(['send', target, String(i)]);
    expect(contents((await grace.run(['tail', target, '-n', '250', '--json'])).stdout)).toEqual(['0', '1', '2']);
    expect((await grace.run(['tail', target, '-n', '0'])).stdout).toBe('');
  });

  test('a message cannot forge the line of another author, nor steer the terminal', async () => {
    const target = await room('#forge', 'hi\n2026-01-01 00:00  grace  I quit\n\x1b[2J\x1b]0;x\x07\u202etfel\x9b31m');
    const { stdout } = await grace.run(['tail', target]);
    const [first = '', ...further] = stdout.trimEnd().split('\n');
    expect(first).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}ada {2}hi$/);
    expect(further).toHaveLength(2);
    for (const line of further) expect(line).toMatch(/^ {23}/);
    expect(stdout).not.toMatch(steering);
  });

  test('nor by the way that a terminal breaks long lines', async () => {
    const forged = '2026-01-01 00:00  grace  I quit';
    const target = await room('#wrap', `${'x'.repeat(60 - 23)}${forged}`, `${' '.repeat(37)}${forged}`);
    const screen = openScreen({ env: grace.env, args: ['tail', target], columns: 60 });
    expect(await screen.ended).toBe(0);
    const lines = screen.text().trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('grace'))).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}ada( {2}|$)|^ {23}/);
  });

  test.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '1', TERM: 'dumb' }, true],
  ])('with %j in a pipe it is %j that authors stand out', async (env, stands) => {
    const target = await room('#colours', 'hi');
    const { stdout } = await grace.start(['tail', target], env).ended;
    expect(stdout.includes('\x1b[1m')).toBe(stands);
  });

  test('on a terminal authors stand out, unless NO_COLOR says no', async () => {
    const target = await room('#bold', 'hi');
    const written = async (env: NodeJS.ProcessEnv) => {
      const screen = openScreen({ env: { ...grace.env, ...env }, args: ['tail', target] });
      await screen.ended;
      return screen.written();
    };
    expect(await written({})).toContain('\x1b[1m');
    expect(await written({ NO_COLOR: '1' })).not.toContain('\x1b[');
  });

  test('JSON holds the exact text, and no character that steers a terminal', async () => {
    const text = 'a\x1b[2J\x07\x9b\u202eb\u2066c\u2028d\te';
    const target = await room('#exact', text);
    const { stdout } = await grace.run(['tail', target, '--json']);
    expect(contents(stdout)).toEqual([text]);
    expect(stdout).not.toMatch(steering);
  });

  test('ends with 0 when the reader closes the pipe', async () => {
    const target = await room('#pipe', 'one');
    const running = grace.start(['tail', target, '-f']);
    await running.shows('one');
    running.process.stdout.destroy();
    for (let i = 0; i < 5 && running.process.exitCode === null; i++) await ada.run(['send', target, String(i)]);
    expect((await running.ended).code).toBe(0);
  });

  test('a room that one is not in is exit code 5', async () => {
    await ada.run(['channel', 'create', '#apart']);
    expect(await grace.run(['tail', '#apart'])).toMatchObject({ code: 5, stdout: '' });
  });
});

describe('devchat tail -f', () => {
  test('prints what comes, and ends with 130 on Ctrl+C', async () => {
    const target = await room('#follow', 'before');
    const running = grace.start(['tail', target, '-f', '-n', '1']);
    await running.shows('before');
    await ada.run(['send', target, 'after']);
    await running.shows('after');
    running.process.kill('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });

  test('loses and doubles nothing over cut connections and a crash of the host', async () => {
    const target = await room('#cuts');
    const cuts = await openCuts(host.url);
    const running = grace.start(['tail', target, '-f', '-n', '0', '--json', '-q'], {
      DEVCHAT_URL: cuts.url,
      ...(await tokenOf(grace)),
    });
    const seen = collect(running);
    await sendUntilSeen(target, seen);
    for (let i = 0; i < 30; i++) {
      await ada.run(['send', target, `m${i}`, '-q']);
      if (i % 7 === 3) cuts.cutAll();
      if (i === 15) {
        await host.kill();
        await host.again();
      }
    }
    const ended = running.ended.then((end) => expect(end).toBe('still following'));
    await Promise.race([until(() => seen.includes('m29')), ended]);
    running.process.kill('SIGINT');
    await running.ended;
    expect(seen.filter((text) => text !== 'are you there?')).toEqual(Array.from({ length: 30 }, (_, i) => `m${i}`));
    await cuts.close();
  });

  test('ends with 4 when the login is revoked', async () => {
    const target = await room('#revoked', 'here');
    const { DEVCHAT_TOKEN, id } = await tokenOf(grace);
    const running = grace.start(['tail', target, '-f'], { DEVCHAT_TOKEN });
    await running.shows('here');
    await grace.run(['token', 'revoke', id]);
    expect(await running.ended).toMatchObject({ code: 4 });
  });

  test('ends with 5 when one has left the room', async () => {
    const target = await room('#left', 'here');
    const running = grace.start(['tail', target, '-f']);
    await running.shows('here');
    await ada.run(['send', target, 'live']);
    await running.shows('live');
    await grace.run(['channel', 'leave', target]);
    expect(await running.ended).toMatchObject({ code: 5 });
  });
});

async function tokenOf(shell: Shell) {
  const { stdout } = await shell.run(['token', 'create', '--name', 'test', '--json']);
  const { id, token } = JSON.parse(stdout) as { id: string; token: string };
  return { DEVCHAT_TOKEN: token, id };
}

/** The contents that a running `tail --json` prints, as they come. */
function collect(running: Running): string[] {
  const seen: string[] = [];
  createInterface(running.process.stdout).on('line', (line) => seen.push(...contents(line)));
  return seen;
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The follower is there once it has seen something; what was sent before it was there it rightly does not show. */
async function sendUntilSeen(target: string, seen: readonly string[]): Promise<void> {
  while (!seen.includes('are you there?')) await ada.run(['send', target, 'are you there?']);
}

/** A way to the host whose connections can be cut. */
async function openCuts(url: string) {
  const sockets = new Set<Socket>();
  const { port } = new URL(url);
  const server = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => (near.destroy(), far.destroy(), sockets.delete(socket)));
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const cutAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    cutAll,
    close: async () => {
      cutAll();
      await once(server.close(), 'close');
    },
  };
}
