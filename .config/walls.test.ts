// The walls are seen to refuse: bad imports of every kind, planted in a copy of the layout, are all found, and good ones are not.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);
const parts = ['common', 'server', 'cli', 'bin'];
const header = '// Stands for a real file of this folder.\n';

/** One good file for each place that a bad import could reach, and good imports that must stay allowed. */
const skeleton: Record<string, string> = {
  'common/model.ts': 'export const word = 1;\n',
  'server/domain/rule.ts': "import { word } from '../../common/model.ts';\nexport const rule = word;\n",
  'server/store/rows.ts':
    "import type { MikroORM } from '@mikro-orm/postgresql';\nimport { rule } from '../domain/rule.ts';\nexport const rows = (_orm: MikroORM) => rule;\n",
  'server/store/migrations/first.ts': 'export const first = 1;\n',
  'server/bus/local.ts': 'export const local = 1;\n',
  'server/handlers/rooms.ts': "import { rows } from '../store/rows.ts';\nexport const rooms = rows;\n",
  'server/ws/connection.ts':
    "import type { WebSocket } from 'ws';\nimport { rooms } from '../handlers/rooms.ts';\nexport const connection = (_ws: WebSocket) => rooms;\n",
  'server/http/app.ts': 'export const app = 1;\n',
  'server/metrics/registry.ts':
    "import { Registry } from 'prom-client';\nimport { rule } from '../domain/rule.ts';\nexport const registry = [Registry, rule];\n",
  'server/node.ts': "import { app } from './http/app.ts';\nexport const node = app;\n",
  'server/main.ts': "import { node } from './node.ts';\nexport const main = node;\n",
  'cli/store/state.ts': 'export const state = 1;\n',
  'cli/net/client.ts': 'export const client = 1;\n',
  'cli/commands/send.ts': "import { state } from '../store/state.ts';\nexport const send = state;\n",
  'cli/tui/App.ts':
    "import { Box } from 'ink';\nimport { send } from '../commands/send.ts';\nexport const app = [Box, send];\n",
  'cli/tui/model/state.ts': 'export const seen = 1;\n',
  'cli/tui/view/rows.ts': "import { seen } from '../model/state.ts';\nexport const rows = seen;\n",
  'cli/tui/ui/keys.ts': "import { rows } from '../view/rows.ts';\nexport const keys = rows;\n",
  'cli/oneshot/run.ts': 'export const run = 1;\n',
  'cli/main.ts': "import { run } from './oneshot/run.ts';\nexport const main = run;\n",
  'bin/devchat.ts':
    "import { main as cli } from '../cli/main.ts';\nimport { main as server } from '../server/main.ts';\nexport const all = [cli, server];\n",
};

/** What the linter has to refuse: where it stands, and the statement. */
const lintPlants: [what: string, path: string, statement: string][] = [
  ['up', 'server/domain/up.ts', "import { rows } from '../store/rows.ts';\nexport const x = rows;\n"],
  ['up, two layers', 'server/store/up.ts', "import { rooms } from '../handlers/rooms.ts';\nexport const x = rooms;\n"],
  ['up, to the top', 'server/handlers/top.ts', "import { node } from '../node.ts';\nexport const x = node;\n"],
  ['sideways', 'server/store/side.ts', "import { local } from '../bus/local.ts';\nexport const x = local;\n"],
  ['sideways, doors', 'server/ws/side.ts', "import { app } from '../http/app.ts';\nexport const x = app;\n"],
  [
    'into the deep',
    'server/domain/deep.ts',
    "import { first } from '../store/migrations/first.ts';\nexport const x = first;\n",
  ],
  [
    'out of the deep',
    'server/store/migrations/out.ts',
    "import { rooms } from '../../handlers/rooms.ts';\nexport const x = rooms;\n",
  ],
  ['up, inside the screen', 'cli/tui/view/up.ts', "import { keys } from '../ui/keys.ts';\nexport const x = keys;\n"],
  ['out of the screen', 'cli/tui/model/out.ts', "import { run } from '../../oneshot/run.ts';\nexport const x = run;\n"],
  ['re-export', 'server/store/again.ts', "export { rooms } from '../handlers/rooms.ts';\n"],
  ['re-export of all', 'server/domain/all.ts', "export * from '../store/rows.ts';\n"],
  ['dynamic import', 'server/store/later.ts', "export const x = () => import('../handlers/rooms.ts');\n"],
  [
    'only a type',
    'server/domain/type.ts',
    "import type { rows } from '../store/rows.ts';\nexport type X = typeof rows;\n",
  ],
  [
    'the ORM in handlers',
    'server/handlers/orm.ts',
    "import { MikroORM } from '@mikro-orm/postgresql';\nexport const x = MikroORM;\n",
  ],
  ['the driver in ws', 'server/ws/driver.ts', "import pg from 'pg';\nexport const x = pg;\n"],
  [
    'Prometheus in handlers',
    'server/handlers/count.ts',
    "import { Counter } from 'prom-client';\nexport const x = Counter;\n",
  ],
  ['Prometheus at the top', 'server/count.ts', "import { Counter } from 'prom-client';\nexport const x = Counter;\n"],
  [
    'the metrics in ws',
    'server/ws/count.ts',
    "import { registry } from '../metrics/registry.ts';\nexport const x = registry;\n",
  ],
  [
    'handlers in the metrics',
    'server/metrics/ask.ts',
    "import { rooms } from '../handlers/rooms.ts';\nexport const x = rooms;\n",
  ],
  ['Hono in the store', 'server/store/web.ts', "import { Hono } from 'hono';\nexport const x = Hono;\n"],
  [
    'Node in domain',
    'server/domain/disk.ts',
    "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n",
  ],
  ['Node in common', 'common/disk.ts', "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n"],
  ['React in common', 'common/react.ts', "import { useState } from 'react';\nexport const x = useState;\n"],
  ['cli, up', 'cli/commands/up.ts', "import { app } from '../tui/App.ts';\nexport const x = app;\n"],
  ['cli, sideways', 'cli/store/side.ts', "import { client } from '../net/client.ts';\nexport const x = client;\n"],
  ['cli, to the top', 'cli/tui/top.ts', "import { main } from '../main.ts';\nexport const x = main;\n"],
  ['Ink in the client store', 'cli/store/ink.ts', "import { Box } from 'ink';\nexport const x = Box;\n"],
  ['Ink in one-shots', 'cli/oneshot/ink.ts', "import { Box } from 'ink';\nexport const x = Box;\n"],
  ['ws in the screens', 'cli/tui/ws.ts', "import { WebSocket } from 'ws';\nexport const x = WebSocket;\n"],
];

/** What the compiler has to refuse: folders that must not see each other, and Node where there is none. */
const typePlants: [what: string, path: string, statement: string][] = [
  ['server from cli', 'cli/net/server.ts', "import { main } from '../../server/main.ts';\nexport const x = main;\n"],
  [
    'cli from server',
    'server/handlers/cli.ts',
    "import { send } from '../../cli/commands/send.ts';\nexport const x = send;\n",
  ],
  [
    'server from common',
    'common/server.ts',
    "import { rule } from '../server/domain/rule.ts';\nexport const x = rule;\n",
  ],
  ['bin from server', 'server/http/bin.ts', "import { all } from '../../bin/devchat.ts';\nexport const x = all;\n"],
  ['process in common', 'common/process.ts', 'export const x = process.pid;\n'],
];

const folders: string[] = [];
let clean = '';
let planted = '';

beforeAll(async () => {
  const plants = Object.fromEntries([...lintPlants, ...typePlants].map(([, path, text]) => [path, text]));
  clean = await layOut(skeleton);
  planted = await layOut({ ...skeleton, ...plants });
});

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe('the linter', () => {
  let refused: string[] = [];
  beforeAll(async () => {
    refused = await restricted(planted);
  });

  test('refuses nothing in a clean layout', async () => {
    expect(await restricted(clean)).toEqual([]);
  });

  test.each(lintPlants)('refuses %s', (_what, path) => {
    expect(refused).toContain(path);
  });

  test('refuses nothing else', () => {
    expect(refused).toHaveLength(lintPlants.length);
  });
});

describe('the compiler', () => {
  let refused: string[] = [];
  beforeAll(async () => {
    refused = await typeErrors(planted);
  });

  test('refuses nothing in a clean layout', async () => {
    expect(await typeErrors(clean)).toEqual([]);
  });

  test.each(typePlants)('refuses %s', (_what, path) => {
    expect(refused).toContain(path);
  });
});

/** A folder with the real configuration of the walls and these files; the packages are the project's own. */
async function layOut(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'devchat-walls-'));
  folders.push(folder);
  const settings = ['package.json', 'oxlint.config.ts', 'tsconfig.json'];
  const projects = parts.map((name) => `${name}/tsconfig.json`);
  for (const path of [...settings, ...projects]) await cp(join(root, path), join(folder, path));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), header + text);
  }
  return folder;
}

/** The files in which the linter refuses an import, sorted. */
async function restricted(folder: string): Promise<string[]> {
  const report: unknown = JSON.parse(await outputOf('oxlint', ['--format', 'json', ...parts], folder));
  const diagnostics =
    typeof report === 'object' && report !== null && 'diagnostics' in report ? report.diagnostics : [];
  if (!Array.isArray(diagnostics)) throw new Error('the linter answered without diagnostics');
  return diagnostics
    .filter(({ code }: { code?: string }) => code?.includes('no-restricted-imports'))
    .map(({ filename }: { filename: string }) => filename)
    .sort();
}

/** The files in which the compiler finds errors. */
async function typeErrors(folder: string): Promise<string[]> {
  const output = await outputOf('tsc', ['-b', '--pretty', 'false', ...parts], folder);
  return [...output.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map((match) => match[1] ?? '');
}

async function outputOf(tool: string, args: string[], cwd: string): Promise<string> {
  const binary = join(root, 'node_modules', '.bin', tool);
  const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}` };
  // Both tools exit non-zero when they find something: that is what is looked for here.
  return await run(binary, args, { cwd, env, maxBuffer: 16_777_216 }).then(
    ({ stdout }) => stdout,
    (error: { stdout?: string }) => error.stdout ?? '',
  );
}
