import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { cut, endless, hang, json, openHostile, refusal, storedMessage, text, type HostileHost } from './hostile.ts';
import { openShell, type Shell } from './shell.ts';

const id = '0198c0de-7c1a-7000-8000-000000000001';
const send = ['send', '#general', '--id', id, 'hello'];
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function against(answers: Parameters<typeof openHostile>[0]): Promise<{ host: HostileHost; shell: Shell }> {
  const host = await openHostile(answers);
  const shell = await shellAt(host.url);
  closing.push(() => host.close());
  return { host, shell };
}

async function shellAt(url: string): Promise<Shell> {
  const shell = await openShell(url);
  shell.env['DEVCHAT_TOKEN'] = 'a-token-for-tests';
  closing.push(() => shell.close());
  return shell;
}

describe('an answer that does not come', () => {
  test('in time after the message has left is exit code 3, and the id is printed', async () => {
    const { shell } = await against({ 'message.send': hang });
    const { code, stdout, stderr } = await shell.run([...send, '--timeout', '1']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: `${id}\n` });
    expect(stderr).toContain(`--id ${id}`);
  });

  test('with --json it is one object that says unknown', async () => {
    const { shell } = await against({ 'message.send': hang });
    const { code, stdout } = await shell.run([...send, '--timeout', '1', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ id, seq: null, status: 'unknown' });
  });

  test('because the connection is cut is tried again with the same id', async () => {
    const bodies: string[] = [];
    const { shell, host } = await against({
      'message.send': (response, request) => {
        let body = '';
        request.on('data', (chunk) => (body += String(chunk)));
        request.on('end', () => {
          bodies.push(body);
          if (bodies.length < 3) cut(response, request);
          else json(200, storedMessage(id, 'hello'))(response, request);
        });
      },
    });
    expect(await shell.run(send)).toMatchObject({ code: 0, stdout: `${id}\n`, stderr: '' });
    expect(host.asked.filter((name) => name === 'message.send')).toHaveLength(3);
    expect(new Set(bodies).size).toBe(1);
  });

  test('and then only "busy" until the time is up stays unknown (3), because the first may have been stored', async () => {
    let first = true;
    const { shell } = await against({
      'message.send': (response, request) => {
        if (first) cut(response, request);
        else refusal(503, 'unavailable', 'Busy.')(response, request);
        first = false;
      },
    });
    expect(await shell.run([...send, '--timeout', '1'])).toMatchObject({ code: 3, stdout: `${id}\n` });
  });

  test('to the question where the message goes is exit code 6: nothing was sent', async () => {
    const { shell, host } = await against({ 'channel.resolve': hang });
    const { code, stdout, stderr } = await shell.run([...send, '--timeout', '1']);
    expect({ code, stdout }).toEqual({ code: 6, stdout: '' });
    expect(stderr).toContain('was not sent');
    expect(host.asked).toEqual(['channel.resolve']);
  });
});

describe('a host that cannot be reached is exit code 6', () => {
  test('when nothing listens, after trying until --timeout', async () => {
    const shell = await shellAt('http://127.0.0.1:9');
    const { code, stdout, stderr } = await shell.run([...send, '--timeout', '1']);
    expect({ code, stdout }).toEqual({ code: 6, stdout: '' });
    expect(stderr).toContain('Nothing answers at http://127.0.0.1:9');
  });

  test('when its name is unknown', async () => {
    const shell = await shellAt('http://nowhere.invalid');
    expect(await shell.run([...send, '--timeout', '2'])).toMatchObject({ code: 6 });
  });

  test('when it speaks no TLS, or not to us', async () => {
    const { host } = await against({});
    const shell = await shellAt(host.url.replace('http:', 'https:'));
    expect(await shell.run([...send, '--timeout', '2'])).toMatchObject({ code: 6 });
  });

  test('when it is busy for all the time', async () => {
    const { shell, host } = await against({ 'message.send': refusal(503, 'unavailable', 'Stopping.') });
    const { code, stderr } = await shell.run([...send, '--timeout', '1']);
    expect(code).toBe(6);
    expect(stderr).toContain('Stopping.');
    expect(host.asked.length).toBeGreaterThan(2);
  });
});

describe('what answers is not devchat', () => {
  test.each<[string, Parameters<typeof openHostile>[0], string]>([
    ['a page', { '*': text(200, '<html>It works!</html>') }, 'is not devchat'],
    ['another JSON', { '*': json(200, { ok: true }) }, 'is not what this version'],
    ['a redirect', { '*': text(301, '', { location: 'https://else.example/' }) }, 'points to https://else.example/;'],
    ['an endless body', { '*': endless }, 'far too long'],
    ['a body of 17 MiB', { '*': text(200, ' '.repeat(17 * 1024 * 1024)) }, 'far too long'],
    ['an error of its own', { '*': text(404, 'Not Found') }, 'is not devchat (status 404)'],
  ])('%s is exit code 1 in words', async (_what, answers, sentence) => {
    const { shell } = await against(answers);
    const { code, stdout, stderr } = await shell.run(['whoami']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  test('garbage for an answer to a send leaves it unknown (3)', async () => {
    const { shell } = await against({ 'message.send': text(200, '{"id":') });
    expect(await shell.run(send)).toMatchObject({ code: 3, stdout: `${id}\n` });
  });

  test('a server of another kind is exit code 1', async () => {
    const server = createServer((socket: Socket) => {
      socket.on('error', () => {}).write('220 mail.example ESMTP\r\n', () => socket.destroySoon());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    closing.push(async () => void (await once(server.close(), 'close')));
    const shell = await shellAt(`http://127.0.0.1:${port}`);
    expect(await shell.run(['whoami'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('no HTTP'),
    });
  });
});

describe('what a host says', () => {
  test('cannot steer the terminal in an error', async () => {
    const message = 'no\x1b]0;title\x07\x1b[2J\n\u202edevchat: fine';
    const { shell } = await against({ '*': refusal(403, 'forbidden', message) });
    const { code, stderr } = await shell.run(['whoami']);
    expect(code).toBe(5);
    expect(stderr).toBe('devchat: no␛]0;title␇␛[2J␤<U+202E>devchat: fine\n');
  });

  test('with a code that this client does not know is understood by its status', async () => {
    const { shell } = await against({ '*': refusal(429, 'too_eager', 'Slow down.', { retry_after_ms: 1500 }) });
    const { code, stderr } = await shell.run(['whoami']);
    expect(code).toBe(7);
    expect(stderr).toBe('devchat: Slow down. Try again in 2 s.\n');
  });

  test('about an inner failure names the request', async () => {
    const { shell } = await against({ '*': refusal(500, 'internal', 'Something broke.', { request_id: 'r-1' }) });
    expect(await shell.run(['whoami'])).toMatchObject({ code: 1, stderr: 'devchat: Something broke. (request r-1)\n' });
  });
});

describe('Ctrl+C is exit code 130', () => {
  test('and a message that has left is named', async () => {
    const { shell, host } = await against({ 'message.send': hang });
    const running = shell.start(send);
    running.process.stdin.end();
    while (!host.asked.includes('message.send')) await new Promise((resolve) => setTimeout(resolve, 20));
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130, stdout: `${id}\n` });
  });

  test('while a host that hangs up on everybody is tried again', async () => {
    let tries = 0;
    // It hangs up on everybody before a request can leave.
    const server = createServer((socket) => {
      tries += 1;
      socket.resetAndDestroy();
    }).listen(0, '127.0.0.1');
    closing.push(async () => void (await once(server.close(), 'close')));
    await once(server, 'listening');
    const address = server.address();
    const shell = await shellAt(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    const running = shell.start(send);
    running.process.stdin.end();
    while (tries < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130, stdout: '' });
  });
});

test('the token is in no output, whatever goes wrong', async () => {
  const shell = await shellAt('http://127.0.0.1:9');
  for (const args of [['whoami'], ['info'], ['info', '--json'], [...send, '--timeout', '1']]) {
    const { stdout, stderr } = await shell.run(args);
    expect(stdout + stderr).not.toContain('a-token-for-tests');
  }
});

test('a token that is refused is said to be the one of DEVCHAT_TOKEN', async () => {
  const { shell } = await against({ '*': refusal(401, 'not_logged_in', 'You are not logged in.') });
  const { code, stderr } = await shell.run(['whoami']);
  expect(code).toBe(4);
  expect(stderr).toContain('The host refuses the token in DEVCHAT_TOKEN');
});

test.each([
  ['send', 'general', 'hi'],
  ['tail', 'general'],
])('devchat %s with a name without its mark offers both', async (...args) => {
  const { shell } = await against({ '*': refusal(400, 'bad_request', '"general" names no channel.') });
  expect(await shell.run(args)).toMatchObject({
    code: 2,
    stderr: `devchat: "general" names no channel. Did you mean '#general' or '@general'?\n`,
  });
});

test.each([
  ['DEVCHAT_URL', 'localhost:6464'],
  ['DEVCHAT_URL', 'http://ada:secret@chat.example.org'],
  ['DEVCHAT_PROFILE', '../other'],
  ['DEVCHAT_TOKEN', 'two words'],
])('%s=%s is a usage error that does not repeat the value', async (variable, value) => {
  const shell = await shellAt('http://127.0.0.1:9');
  shell.env[variable] = value;
  const { code, stderr } = await shell.run(['whoami']);
  expect(code).toBe(2);
  expect(stderr).toContain(variable);
  expect(stderr).not.toContain(value);
});
