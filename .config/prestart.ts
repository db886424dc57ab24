// Before `npm start`: builds devchat unless it is built of the sources as they stand.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isBuilt } from './freshness.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!isBuilt(root)) {
  process.stderr.write('building devchat (the first time takes a few seconds)\n');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
