// What every one-shot command loads: reading and running the schemas would be a third of the whole command.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const dist = new URL('../dist/', import.meta.url);
const imported = (text: string) => [...text.matchAll(/from\s*["'](\.\/[^"']+)["']/g)].map(([, path = '']) => path);

test('a command that sends loads no schemas', () => {
  const parts = readdirSync(dist).filter((name) => /^(run|base|oneshot)-/.test(name));
  expect(parts).toHaveLength(3);
  const loaded = parts.flatMap((name) => imported(readFileSync(new URL(name, dist), 'utf8')));
  expect(loaded).not.toEqual([]);
  expect(loaded.filter((path) => /schemas/.test(path))).toEqual([]);
});
