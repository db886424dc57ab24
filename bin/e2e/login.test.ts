import { chmod, mkdir, readFile, readdir, stat, symlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHost, type RunningHost } from './host.ts';
import { openScreen } from './pty.ts';
import { openShell, openShellOf, type Shell } from './shell.ts';

let host: RunningHost;
let ada: Shell;

beforeAll(async () => {
  host = await startHost();
  ada = await openShellOf('ada', host.url);
});
afterAll(async () => {
  await Promise.all([host?.close(), ada?.close()]);
});

const stateOf = (shell: Shell, profile = 'default') => join(shell.home, '.local/state/devchat', profile);
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
const password = 'correct horse battery';

describe('signing up and logging in', () => {
  test('logs in at once, says where the login is kept, and keeps it for the owner alone', async () => {
    const shell = await openShell(host.url);
    const { code, stdout, stderr } = await shell.run(['signup', 'grace', '--password-stdin'], password);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'grace\n' });
    expect(stderr).toContain('There is no keychain here');
    expect(await modeOf(stateOf(shell))).toBe('700');
    expect(await modeOf(join(stateOf(shell), 'token'))).toBe('600');
    expect((await readdir(stateOf(shell))).toSorted()).toEqual(['session.json', 'token']);
    expect(await shell.run(['whoami'])).toMatchObject({ code: 0, stdout: 'grace\n' });
    await shell.close();
  });

  test('a name that is taken is exit code 1', async () => {
    const { code, stderr } = await ada.run(['signup', 'Ada', '--password-stdin'], password);
    expect(code).toBe(1);
    expect(stderr).toContain('taken');
  });

  test('a wrong password and an unknown user are the same exit code 4', async () => {
    const wrong = await ada.run(['login', 'ada', '--password-stdin'], 'not the password');
    const unknown = await ada.run(['login', 'nobody', '--password-stdin'], 'not the password');
    expect(wrong.code).toBe(4);
    expect(unknown).toEqual(wrong);
  });

  test('a password that is too short is exit code 2, and is not repeated', async () => {
    const { code, stdout, stderr } = await ada.run(['signup', 'short', '--password-stdin'], 'sesame');
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain('sesame');
  });

  test('without a terminal and without --password-stdin nothing is asked', async () => {
    const { code, stderr } = await ada.run(['login', 'ada'], password);
    expect(code).toBe(2);
    expect(stderr).toContain('--password-stdin');
  });

  test('on a terminal the password is asked for and not shown', async () => {
    const shell = await openShell(host.url);
    const screen = openScreen({ env: shell.env, args: ['login', 'ada'] });
    await screen.shows('Password:');
    screen.types('correct hoarse\x7f\x7f\x7f\x7frse battery\r');
    expect(await screen.ended).toBe(0);
    expect(screen.written()).not.toMatch(/correct|horse|battery/);
    expect(await shell.run(['whoami'])).toMatchObject({ stdout: 'ada\n' });
    await shell.close();
  });

  test('Ctrl+C at the question is exit code 130', async () => {
    const screen = openScreen({ env: ada.env, args: ['login', 'ada'] });
    await screen.shows('Password:');
    screen.types('half\x03');
    expect(await screen.ended).toBe(130);
  });

  test('signing up on a terminal asks twice, and two different answers do nothing', async () => {
    const screen = openScreen({ env: ada.env, args: ['signup', 'twice'] });
    await screen.shows('Password:');
    screen.types(`${password}\r`);
    await screen.shows('The same again:');
    screen.types('something else\r');
    expect(await screen.ended).toBe(2);
    await screen.shows('differ');
  });
});

test('logging in again ends the login that it replaces', async () => {
  const shell = await openShellOf('again', host.url);
  const first = (await readFile(join(stateOf(shell), 'token'), 'utf8')).trim();
  await shell.run(['login', 'again', '--password-stdin'], password);
  const { stdout } = await shell.run(['token', 'list', '--json']);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(await shell.start(['whoami'], { DEVCHAT_TOKEN: first }).ended).toMatchObject({ code: 4 });
  await shell.close();
});

test('a password that would travel without TLS to another machine is said before', async () => {
  const shell = await openShell(host.url.replace('127.0.0.1', '0.0.0.0'));
  const { stderr } = await shell.run(['login', 'ada', '--password-stdin'], password);
  expect(stderr).toContain('without TLS');
  expect((await ada.run(['login', 'ada', '--password-stdin'], password)).stderr).not.toContain('without TLS');
  await shell.close();
});

describe('logging out', () => {
  test('revokes the token and forgets it', async () => {
    const shell = await openShellOf('leaver', host.url);
    const token = (await readFile(join(stateOf(shell), 'token'), 'utf8')).trim();
    expect(await shell.run(['logout'])).toMatchObject({ code: 0 });
    expect(await readdir(stateOf(shell))).toEqual([]);
    expect(await shell.run(['whoami'])).toMatchObject({ code: 4 });
    const old = shell.start(['whoami'], { DEVCHAT_TOKEN: token });
    expect(await old.ended).toMatchObject({ code: 4 });
    await shell.close();
  });

  test('while the host is away keeps the login, because it could not be revoked any more', async () => {
    const shell = await openShellOf('stayer', host.url);
    const session = JSON.parse(await readFile(join(stateOf(shell), 'session.json'), 'utf8')) as object;
    await writeFile(join(stateOf(shell), 'session.json'), JSON.stringify({ ...session, url: 'http://127.0.0.1:9' }));
    shell.env['DEVCHAT_URL'] = 'http://127.0.0.1:9';
    expect(await shell.run(['logout'])).toMatchObject({ code: 6 });
    expect(await readdir(stateOf(shell))).toContain('token');
    await shell.close();
  });
});

describe('the stored login', () => {
  test('that others could read is taken from them, and it is said', async () => {
    const file = join(stateOf(ada), 'token');
    await chmod(file, 0o644);
    const { code, stderr } = await ada.run(['whoami']);
    expect(code).toBe(0);
    expect(stderr).toContain('Other users of this machine could read');
    expect(await modeOf(file)).toBe('600');
    expect((await ada.run(['whoami'])).stderr).toBe('');
  });

  test('is not read through a link', async () => {
    const shell = await openShellOf('linked', host.url);
    const file = join(stateOf(shell), 'token');
    await writeFile(join(shell.home, 'elsewhere'), await readFile(file), { mode: 0o600 });
    await rm(file);
    await symlink(join(shell.home, 'elsewhere'), file);
    const { code, stderr } = await shell.run(['whoami']);
    expect(code).toBe(1);
    expect(stderr).toBe(`devchat: ${file} is a link; it is not followed.\n`);
    await shell.close();
  });

  test('that is damaged is no login', async () => {
    const shell = await openShell(host.url);
    await mkdir(stateOf(shell), { recursive: true });
    await writeFile(join(stateOf(shell), 'session.json'), '{"url":');
    expect(await shell.run(['whoami'])).toMatchObject({ code: 4 });
    await shell.close();
  });

  test('of another profile is another login', async () => {
    const other = ada.start(['whoami'], { DEVCHAT_PROFILE: 'work' });
    expect(await other.ended).toMatchObject({ code: 4 });
  });

  test('is used without DEVCHAT_URL, because it knows its host', async () => {
    const running = ada.start(['whoami'], { DEVCHAT_URL: '' });
    expect(await running.ended).toMatchObject({ code: 0, stdout: 'ada\n' });
  });

  test('XDG folders are respected, and relative ones ignored', async () => {
    const folder = join(ada.home, 'elsewhere');
    const running = ada.start(['info', '--json'], { XDG_STATE_HOME: folder, XDG_CACHE_HOME: 'cache' });
    const { paths } = JSON.parse((await running.ended).stdout) as { paths: Record<string, string> };
    expect(paths).toMatchObject({
      state: join(folder, 'devchat/default'),
      cache: join(ada.home, '.cache/devchat/default'),
    });
  });
});

describe('tokens', () => {
  test('are made for scripts, listed without their secret, and revoked', async () => {
    const { stdout } = await ada.run(['token', 'create', '--name', 'ci', '--expires', '90d', '--json']);
    const made = JSON.parse(stdout) as { id: string; name: string; token: string };
    expect(made).toMatchObject({ name: 'ci' });
    const use = () => ada.start(['whoami'], { DEVCHAT_TOKEN: made.token }).ended;
    expect(await use()).toMatchObject({ code: 0, stdout: 'ada\n' });
    const list = await ada.run(['token', 'list', '--json']);
    expect(list.stdout).toContain(made.id);
    expect(list.stdout).not.toContain(made.token);
    expect(await ada.run(['token', 'revoke', made.id])).toMatchObject({ code: 0 });
    expect(await use()).toMatchObject({ code: 4 });
  });

  test.each([
    [['token', 'create'], '--name NAME is missing'],
    [['token', 'create', '--name', 'ci', '--expires', 'soon'], 'like 90d'],
    [['token', 'revoke', 'ci'], 'devchat token list'],
  ])('%j is a usage error that says what to do', async (args, sentence) => {
    const { code, stderr } = await ada.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
