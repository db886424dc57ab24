import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHost, type RunningHost } from './host.ts';
import { openShell, openShellOf, type Shell } from './shell.ts';

let host: RunningHost;
let ada: Shell;
let grace: Shell;

beforeAll(async () => {
  host = await startHost();
  ada = await openShellOf('ada', host.url);
  grace = await openShellOf('grace', host.url);
  await ada.run(['channel', 'create', '#general', 'all', 'things']);
  await grace.run(['channel', 'join', '#general']);
});
afterAll(async () => {
  await Promise.all([host?.close(), ada?.close(), grace?.close()]);
});

const lastOf = async (shell: Shell, target = '#general') => {
  const { stdout } = await shell.run(['tail', target, '-n', '1', '--json']);
  return JSON.parse(stdout) as Record<string, unknown>;
};

describe('devchat send', () => {
  test('prints the id of the stored message, and nothing else', async () => {
    const { code, stdout, stderr } = await ada.run(['send', '#general', 'hello', 'world']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await lastOf(grace)).toMatchObject({ id: stdout.trim(), user: 'ada', content: 'hello world' });
  });

  test('--json prints exactly one object, --quiet nothing', async () => {
    const { stdout } = await ada.run(['send', '#general', '--json', 'as json']);
    const sent = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(sent)).toEqual(['id', 'channel', 'seq', 'timestamp', 'status']);
    expect(sent).toMatchObject({ status: 'sent', seq: expect.any(Number) });
    expect(await ada.run(['send', '#general', '-q', 'quietly'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.each([
    ['a text', 'one\n', 'one'],
    ['many lines', 'one\n\ntwo\n\n', 'one\n\ntwo\n'],
    ['a Windows newline', 'one\r\n', 'one'],
    ['no newline', ' one ', ' one '],
  ])('takes %s from standard input, without its one last newline', async (_what, input, content) => {
    expect(await ada.run(['send', '#general'], input)).toMatchObject({ code: 0 });
    expect(await lastOf(grace)).toMatchObject({ content });
    expect(await ada.run(['send', '#general', '-'], input)).toMatchObject({ code: 0 });
    expect(await lastOf(grace)).toMatchObject({ content });
  });

  test('the same --id twice is one message; with another text it is a conflict', async () => {
    const id = '0198c0de-7c1a-7000-8000-1234567890ab';
    const first = await ada.run(['send', '#general', '--json', '--id', id, 'once']);
    const second = await ada.run(['send', '#general', '--json', '--id', id, 'once']);
    expect(second).toEqual(first);
    const other = await ada.run(['send', '#general', '--id', id, 'twice']);
    expect(other.code).toBe(1);
    expect(other.stderr).not.toBe('');
  });

  test('a DM is sent to @user, and an id is a target', async () => {
    await ada.run(['send', '@grace', 'psst']);
    expect(await lastOf(grace, '@ada')).toMatchObject({ content: 'psst' });
    const { channel } = await lastOf(grace);
    expect(await ada.run(['send', String(channel), 'by id'])).toMatchObject({ code: 0 });
    expect(await lastOf(grace)).toMatchObject({ content: 'by id' });
  });

  test('a text that starts with a dash goes after --', async () => {
    const refused = await ada.run(['send', '#general', '-5 degrees']);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('put -- before the text') });
    expect(await ada.run(['send', '#general', '--', '-5 degrees'])).toMatchObject({ code: 0 });
    expect(await lastOf(grace)).toMatchObject({ content: '-5 degrees' });
  });

  test.each<[string, string[], string | Buffer, string]>([
    ['an empty text', ['send', '#general', ''], '', 'nothing to send'],
    ['an empty standard input', ['send', '#general'], '\n', 'nothing to send'],
    ['bytes that are not UTF-8', ['send', '#general'], Buffer.from([0x66, 0xff]), 'not valid UTF-8'],
    ['an endless standard input', ['send', '#general'], 'y\n'.repeat(100_000), 'at most 16384 bytes'],
    [
      'a text that is too long',
      ['send', '#general', 'x'.repeat(16_385)],
      '',
      'at most 16384 bytes; this one has 16385',
    ],
    ['no target', ['send'], '', "must be quoted, like '#general'"],
    ['an id that is none', ['send', '#general', '--id', 'mine', 'x'], '', '--id takes a UUID'],
    ['a time that is none', ['send', '#general', '--timeout', '0', 'x'], '', 'a number from 1 to 86400'],
  ])('%s is a usage error (2) that says what to do', async (_what, args, input, sentence) => {
    const { code, stdout, stderr } = await ada.run(args, input);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  test.each([
    ['a room that is not there', '#nowhere'],
    ['a user who is not there', '@nobody'],
    ['an id of nothing', '0198c0de-7c1a-7000-8000-1234567890ab'],
  ])('%s is exit code 5', async (_what, target) => {
    expect(await ada.run(['send', target, 'x'])).toMatchObject({ code: 5, stdout: '' });
  });

  test('without a login it is exit code 4, and the host is not asked', async () => {
    const nobody = await openShell('http://127.0.0.1:9');
    const { code, stderr } = await nobody.run(['send', '#general', 'x']);
    expect(code).toBe(4);
    expect(stderr).toContain('devchat login');
    await nobody.close();
  });

  test('DEVCHAT_TOKEN wins over the stored login', async () => {
    const { stdout } = await grace.run(['token', 'create', '--name', 'ci', '--json']);
    const { token } = JSON.parse(stdout) as { token: string };
    const running = ada.start(['whoami'], { DEVCHAT_TOKEN: token });
    expect(await running.ended).toMatchObject({ code: 0, stdout: 'grace\n' });
  });

  test('a stored token is not sent to another host', async () => {
    const other = ada.start(['whoami'], { DEVCHAT_URL: 'http://127.0.0.1:9' });
    expect(await other.ended).toMatchObject({ code: 4, stderr: expect.stringContaining(`logged in at ${host.url}`) });
  });
});

test('too many messages in a minute are exit code 7, with when to try again', async () => {
  const strict = await startHost({ DEVCHAT_LIMIT_SENDS_PER_USER_PER_MINUTE: '2' });
  const eager = await openShellOf('ada', strict.url);
  await eager.run(['channel', 'create', '#general']);
  const ends = [];
  for (let i = 0; i < 4; i++) ends.push(await eager.run(['send', '#general', String(i)]));
  expect(ends.slice(0, 2)).toMatchObject([{ code: 0 }, { code: 0 }]);
  expect(ends.at(-1)).toMatchObject({ code: 7, stderr: expect.stringMatching(/Try again in \d+ s/) });
  await strict.close();
  await eager.close();
});

test('a host that is killed and comes back gets the message once', async () => {
  await host.kill();
  const sending = ada.start(['send', '#general', '--json', 'over a crash']);
  sending.process.stdin.end();
  await host.again();
  const { code, stdout } = await sending.ended;
  expect(code).toBe(0);
  const { id } = JSON.parse(stdout) as { id: string };
  const { stdout: all } = await grace.run(['tail', '#general', '--json', '-n', '5']);
  expect(all.split('\n').filter((line) => line.includes(id))).toHaveLength(1);
});
