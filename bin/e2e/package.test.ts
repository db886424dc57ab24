// What is published: packed, installed in an empty folder with nothing else, and used. It needs the package registry, so it runs in CI.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../common/version.ts';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const installMs = 180_000;
const oldNode = findOldNode();

describe.runIf(process.env['CI'] !== undefined)('the packed package', () => {
  let folder = '';
  let packed: string[] = [];
  let env: NodeJS.ProcessEnv = {};
  let host: ChildProcess | undefined;
  const run = async (args: string[], input = '') => {
    const running = execute(join(folder, 'node_modules', '.bin', 'devchat'), args, { env });
    running.child.stdin?.end(input);
    return (await running).stdout.trim();
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'devchat-packed-'));
    // This very Node first: the shebang of the installed program finds it.
    const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
    env = { PATH: path, HOME: folder };
    const { stdout } = await execute('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      env: { ...process.env, PATH: path },
    });
    const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
    packed = files.map((file) => file.path);
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    await execute('npm', ['install', '--no-audit', '--no-fund', `./${filename}`], {
      cwd: folder,
      env: { ...process.env, PATH: path },
    });
  }, installMs);

  afterAll(async () => {
    if (host !== undefined && host.exitCode === null) {
      const gone = once(host, 'exit');
      host.kill('SIGTERM');
      await gone;
    }
    if (folder !== '') await rm(folder, { recursive: true, force: true });
  });

  test('holds what runs and what explains it: no source, no test, nothing of the workshop', () => {
    expect(packed).toContain('dist/devchat.js');
    expect(packed).toContain('dist/embedded-template.tar.gz');
    const allowed =
      /^(dist\/[^/]+\.(js|gz)|docs\/.+\.(md|txt|svg|png|json|conf)|package\.json|README\.md|LICENSE|CHANGELOG\.md|SECURITY\.md)$/;
    expect(packed.filter((path) => !allowed.test(path) || /\.test\./.test(path))).toEqual([]);
  });

  test('brings no Node of its own', () => {
    const installed = readdirSync(join(folder, 'node_modules'));
    expect(installed).toContain('devchat');
    expect(installed.filter((name) => name.startsWith('node-linux') || name === 'node')).toEqual([]);
  });

  test('tells its version', async () => {
    expect(await run(['--version'])).toContain(version);
  });

  test('serves, signs up, sends and reads', async () => {
    const serving = spawn(
      join(folder, 'node_modules', '.bin', 'devchat'),
      ['serve', '--port', '0', '--data-dir', join(folder, 'data'), '--log-level', 'error'],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    host = serving;
    for await (const line of createInterface(serving.stdout)) {
      const url = /^listening on (http:\S+)$/.exec(line)?.[1];
      if (url === undefined) continue;
      env = { ...env, DEVCHAT_URL: url };
      break;
    }
    await run(['signup', 'ada', '--password-stdin'], 'correct horse battery\n');
    await run(['channel', 'create', '#packed']);
    await run(['send', '#packed', 'from the package']);
    expect(JSON.parse(await run(['tail', '#packed', '--json']))).toMatchObject({ content: 'from the package' });
  }, 60_000);

  test.skipIf(oldNode === undefined)('on an older Node it says in one sentence what it needs', async () => {
    const program = join(folder, 'node_modules', 'devchat', 'dist', 'devchat.js');
    const failure = await execute(oldNode ?? '', [program, '--version']).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 1, stdout: '' });
    expect(failure).toHaveProperty('stderr', expect.stringMatching(/^devchat needs Node 24 or newer; [^\n]+\n$/));
  });
});

/** A Node on the path that is not the one that runs this. */
function findOldNode(): string | undefined {
  const places = ['/usr/bin', '/usr/local/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  const outside = places.filter((place) => !place.includes('node_modules'));
  return outside.map((place) => join(place, 'node')).find((path) => existsSync(path));
}
