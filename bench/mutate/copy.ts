// A copy of the project in which one file is changed at a time, and its suites.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutants.ts';
import type { Run } from './plan.ts';

export interface Copy {
  /** The end of what the suites say where they fail; null where they pass. */
  failing(run: Run): Promise<string | null>;
  /** Which suites noticed the mutant; null: none of them. */
  killedBy(mutant: Mutant, run: Run): Promise<string | null>;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** A check that is gone may be what ends a loop. */
const suiteMaxMs = 240_000;

export async function openCopy(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'devchat-mutants-'));
  for (const name of ['common', 'server', 'cli', 'bin', '.config', '.cache', 'package.json', 'tsconfig.json'])
    await cp(join(root, name), join(folder, name), { recursive: true }).catch(onMissing);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const failing: Copy['failing'] = ({ suites, names }) =>
    new Promise((resolve) => {
      const args = [
        'vitest',
        'run',
        '--config',
        '.config/vitest.mutants.config.ts',
        '--bail',
        '1',
        ...suites,
        ...(names === undefined ? [] : ['-t', names]),
      ];
      // Fewer graphs than the suite has on its own: what a mutant makes wrong, it makes wrong in many.
      const env = { ...process.env, DEVCHAT_TEST_GRAPHS: '4000' };
      execFile('npx', args, { cwd: folder, env, timeout: suiteMaxMs }, (error, out, wrong) =>
        resolve(error === null ? null : `${out}${wrong}`.slice(-2000)),
      );
    });
  return {
    failing,
    killedBy: async ({ file, text }, run) => {
      const path = join(folder, file);
      const before = await readFile(path, 'utf8');
      await writeFile(path, text);
      const said = await failing(run);
      await writeFile(path, before);
      return said === null ? null : run.suites.join(' ');
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Nothing has been built yet. */
function onMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
