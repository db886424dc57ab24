// The version that hosts and clients tell is the one that is published.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { version } from '../common/version.ts';

test('common/version.ts says what package.json says', () => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(manifest).toMatchObject({ version });
});
