import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { program, startHost, type RunningHost } from './host.ts';
import { openShell, openShellOf, type Shell } from './shell.ts';

const here = (name: string) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
const hasDaemon = here('gnome-keyring-daemon') && here('dbus-run-session');
const why = 'no Secret Service here: apt-get install --no-install-recommends gnome-keyring dbus';

let host: RunningHost;
beforeAll(async () => {
  host = await startHost();
  await (await openShellOf('ada', host.url)).close();
});
afterAll(() => host?.close());

const password = 'correct horse battery';
const stateOf = (shell: Shell) => join(shell.home, '.local/state/devchat/default');

test('a machine that checks every change has a keychain to check with', () => {
  expect(hasDaemon || process.env['CI'] === undefined ? 'as it should be' : why).toBe('as it should be');
});

describe.skipIf(!hasDaemon)('with a keychain (apt-get install --no-install-recommends gnome-keyring dbus)', () => {
  test('the token is in it and in no file; it is found again, and gone after logging out', async () => {
    const shell = await openShell(host.url);
    const { code, output } = await inSession(
      shell,
      `
      echo '${password}' | devchat login ada --password-stdin
      ls "$HOME/.local/state/devchat/default"; cat "$HOME/.local/state/devchat/default/session.json"
      devchat whoami
      devchat info | grep login
      devchat logout
      devchat whoami; echo "then $?"
      `,
    );
    expect(code).toBe(0);
    expect(output).toContain('"secret": "keychain"');
    expect(output).toContain('\nada\nlogin    a token in the keychain\n');
    expect(output).toContain('then 4');
    expect(output).not.toMatch(/^token$/m);
    expect(output).not.toContain('There is no keychain');
    await shell.close();
  });

  test('two profiles do not see the login of each other', async () => {
    const shell = await openShell(host.url);
    const { output } = await inSession(
      shell,
      `
      echo '${password}' | devchat login ada --password-stdin
      DEVCHAT_PROFILE=work devchat whoami; echo "work $?"
      echo '${password}' | DEVCHAT_PROFILE=work devchat login ada --password-stdin
      devchat logout; DEVCHAT_PROFILE=work devchat whoami; echo "work $?"
      `,
    );
    expect(output).toContain('work 4');
    expect(output).toContain('ada\nwork 0');
    await shell.close();
  });
});

test('a desktop service that hangs delays the login, and does not hang it', async () => {
  const shell = await openShell(host.url);
  const bus = createServer(() => {});
  bus.listen(join(shell.home, 'bus'));
  await once(bus, 'listening');
  shell.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${join(shell.home, 'bus')}`;
  expect(await shell.run(['login', 'ada', '--password-stdin'], password)).toMatchObject({ code: 0 });
  expect(await readdir(stateOf(shell))).toContain('token');
  expect(JSON.parse(await readFile(join(stateOf(shell), 'session.json'), 'utf8'))).toMatchObject({ secret: 'file' });
  expect(await shell.run(['whoami'])).toMatchObject({ code: 0, stdout: 'ada\n' });
  bus.close();
  await shell.close();
});

/** Runs the script in a desktop session of its own, with an unlocked keychain; `devchat` is the built program. */
async function inSession(shell: Shell, script: string): Promise<{ code: number | null; output: string }> {
  const runtime = join(shell.home, 'run');
  await mkdir(runtime);
  await chmod(runtime, 0o700);
  const unlock = 'printf pw | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1';
  const devchat = `devchat() { '${process.execPath}' '${program}' "$@"; }`;
  const child = spawn('dbus-run-session', ['--', 'bash', '-c', `${unlock}\n${devchat}\n${script}`], {
    env: { ...shell.env, XDG_RUNTIME_DIR: runtime },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const [code] = (await once(child, 'close')) as [number | null];
  await rm(runtime, { recursive: true, force: true });
  return { code, output };
}
