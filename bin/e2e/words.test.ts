import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../cli/commands/index.ts';
import { commandsMarkdown } from '../../cli/commands/markdown.ts';
import { program } from './host.ts';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = await openShell('http://127.0.0.1:9');
});
afterAll(() => shell?.close());

const paths = commands.flatMap(({ path }) => path ?? []);

describe('help', () => {
  test('names every command', async () => {
    const { code, stdout } = await shell.run(['--help']);
    expect(code).toBe(0);
    for (const path of paths) expect(stdout).toContain(`  ${path}`);
    expect(await shell.run(['help'])).toMatchObject({ code: 0, stdout });
  });

  test.each(paths)('devchat %s --help has an example', async (path) => {
    const { code, stdout } = await shell.run([...path.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: devchat ${path}`);
    expect(stdout).toContain('Example: ');
    expect(await shell.run(['help', ...path.split(' ')])).toMatchObject({ code: 0, stdout });
  });

  test('says what an option is when it is not given', async () => {
    expect((await shell.run(['tail', '--help'])).stdout).toMatch(/--lines N +how many messages \(10\)/);
    expect((await shell.run(['send', '--help'])).stdout).toMatch(/--timeout S +seconds to wait for the host \(10\)/);
    expect((await shell.run(['--help'])).stdout).toContain('--timeout S (10)');
  });

  test('of a noun lists its verbs', async () => {
    expect((await shell.run(['channel', '--help'])).stdout).toContain('devchat channel join ROOM');
  });

  test('is printed for --version, too, in one line', async () => {
    expect((await shell.run(['--version'])).stdout).toMatch(/^devchat \d+\.\d+\.\d+\n$/);
  });
});

describe('a word that is wrong', () => {
  test.each([
    [['sned', '#general', 'x'], 'Did you mean send?'],
    [['channel', 'jion', '#general'], 'did you mean channel join?'],
    [['channel'], 'one of create, list'],
    [['frobnicate'], '`devchat --help` lists the commands'],
    [['whoami', 'ada'], '"ada" is one word too many'],
    [['whoami', '--jsno'], 'Did you mean --json?'],
    [['tail', '#general', '-n', 'many'], 'a number from 0 to 10000'],
    [['tail', '#general', '-n'], 'needs a value'],
    [['completion', 'csh'], 'bash, zsh, fish'],
    [['status', 'asleep'], 'online, away, dnd, invisible'],
  ])('%j is a usage error (2) that says what to do', async (args, sentence) => {
    shell.env['DEVCHAT_TOKEN'] = 'a-token';
    const { code, stdout, stderr } = await shell.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s gets a script that names every command', async (name) => {
    const { code, stdout } = await shell.run(['completion', name]);
    expect(code).toBe(0);
    for (const word of paths.flatMap((path) => path.split(' '))) expect(stdout).toContain(word);
  });

  test.each([
    [['devchat', 'ch'], ['channel']],
    [
      ['devchat', 'channel', 'l'],
      ['list', 'leave'],
    ],
    [['devchat', 'send', '#general', '--t'], ['--timeout']],
    [['devchat', 'completion', 'z'], ['zsh']],
  ])('bash completes %j', async (words, expected) => {
    const { stdout: script } = await shell.run(['completion', 'bash']);
    writeFileSync(join(shell.home, 'complete.bash'), script);
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const run = `source complete.bash; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _devchat; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', run], { cwd: shell.home, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n').toSorted()).toEqual(expected.toSorted());
  });
});

test('a Node that is too old is told which one is needed, in words that it understands', () => {
  const old = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } })';
  const args = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, program, 'whoami'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^devchat needs Node 24 or newer; this is Node 20\.1\.0\..*\n$/);
  // What Node 12 cannot parse it could not explain.
  expect(readFileSync(program, 'utf8')).not.toMatch(/\?\.[a-z[(]|\?\?|^import /m);
});

test('no document sends anybody to the package registry, where the name belongs to a stranger', () => {
  const root = join(import.meta.dirname, '../..');
  const documents = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .map((name) => join('docs', name));
  for (const path of ['README.md', 'CHANGELOG.md', 'SECURITY.md', ...documents]) {
    expect(readFileSync(join(root, path), 'utf8')).not.toMatch(/npm (install|i|add)( -\S+)* devchat\b/);
  }
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).toMatchObject({ private: true });
});

test('the documentation has a section for every command, and every exit code', () => {
  const text = commandsMarkdown();
  for (const path of paths) expect(text).toContain(`## devchat ${path}\n`);
  for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 130]) expect(text).toContain(`| ${code} | `);
});
