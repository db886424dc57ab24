import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBuilt, markBuilt, sourcesMark } from './freshness.ts';

let root: string;
const write = (path: string, text: string) => writeFileSync(join(root, path), text);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'devchat-freshness-'));
  for (const folder of ['bin', 'cli/net', 'common', 'server', '.config', 'dist', 'node_modules']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'node_modules/.package-lock.json']) {
    write(file, '{}');
  }
  write('cli/net/http.ts', 'one');
  write('dist/devchat.js', 'one');
});
afterEach(() => rmSync(root, { recursive: true }));

test('what was never built is not built; what was built and not touched is', () => {
  expect(isBuilt(root)).toBe(false);
  markBuilt(root, sourcesMark(root));
  expect(isBuilt(root)).toBe(true);
});

test.each<[string, () => void]>([
  ['a source that changed', () => write('cli/net/http.ts', 'other')],
  [
    'a source that changed in content only',
    () => {
      write('cli/net/http.ts', 'two');
      utimesSync(join(root, 'cli/net/http.ts'), new Date(0), new Date(0));
    },
  ],
  ['a new source', () => write('server/new.ts', '')],
  ['a source that is gone', () => rmSync(join(root, 'cli/net/http.ts'))],
  ['another installation', () => write('node_modules/.package-lock.json', '{"a":1}')],
  ['an installation that is gone', () => rmSync(join(root, 'node_modules'), { recursive: true })],
  ['a changed option of the compiler', () => write('tsconfig.json', '{"a":1}')],
  ['a part of dist that is gone', () => rmSync(join(root, 'dist/devchat.js'))],
  ['dist that is gone', () => rmSync(join(root, 'dist'), { recursive: true })],
  ['dist of another build', () => write('dist/devchat.js', 'two')],
])('%s is a reason to build', (_what, change) => {
  markBuilt(root, sourcesMark(root));
  change();
  expect(isBuilt(root)).toBe(false);
});

test('a source that is saved while a build runs is a reason to build again', () => {
  const mark = sourcesMark(root);
  write('cli/net/http.ts', 'saved meanwhile');
  markBuilt(root, mark);
  expect(isBuilt(root)).toBe(false);
});

test('permissions that npm sets on the command are no reason to build', () => {
  markBuilt(root, sourcesMark(root));
  chmodSync(join(root, 'dist/devchat.js'), 0o755);
  expect(isBuilt(root)).toBe(true);
});
