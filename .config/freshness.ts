// Whether dist/ is made of the sources as they stand, so that `npm start` need not build it again.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';

const sources = ['bin', 'cli', 'common', 'server', '.config', 'package.json', 'package-lock.json', 'tsconfig.json'];
/** npm writes it at every installation; what is bundled comes from there. */
const installed = 'node_modules/.package-lock.json';

/** To be taken before the sources are read: what is saved during a build is not in it, and counts as a change. */
export const sourcesMark = (root: string): string => markOf(root, [...sources, installed]);

/** Remembers what dist/ was made of. */
export function markBuilt(root: string, mark: string): void {
  const path = noteOf(root);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${mark} ${builtMark(root)}`);
}

export function isBuilt(root: string): boolean {
  try {
    return readFileSync(noteOf(root), 'utf8') === `${sourcesMark(root)} ${builtMark(root)}`;
  } catch {
    // Nothing was built, or something is missing.
    return false;
  }
}

/** Without the `ctime`: npm sets the permissions of a command at each installation, also where they are right. */
const builtMark = (root: string) => markOf(root, ['dist'], ({ size, mtimeMs }) => `${size} ${mtimeMs}`);

const noteOf = (root: string) => join(root, '.cache/built');

/** Names, sizes and times rather than contents: it is asked at every start. `ctime` changes even where `mtime` is put back. */
function markOf(root: string, paths: readonly string[], stateOf = sizeAndTimes): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesAt(join(root, path))) {
      hash.update(`${file}\0${stateOf(statSync(file))}\n`);
    }
  }
  return hash.digest('hex');
}

function sizeAndTimes({ size, mtimeMs, ctimeMs }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs}`;
}

function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
