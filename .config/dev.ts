// `npm run dev`: bundles anew on every change and restarts the host; arguments go to `devchat serve`.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'rolldown';
import options from './rolldown.config.ts';

let host: ChildProcess | undefined;
let restarting = Promise.resolve();

const watcher = watch(options);
watcher.on('event', async (event) => {
  if (event.code === 'ERROR') console.error(event.error.message);
  if (event.code === 'BUNDLE_END' || event.code === 'ERROR') await event.result.close();
  if (event.code === 'END') restarting = restarting.then(restart);
});

async function restart(): Promise<void> {
  await stop();
  host = spawn(process.execPath, ['dist/devchat.js', 'serve', ...process.argv.slice(2)], { stdio: 'inherit' });
  console.error('built; the client is dist/devchat.js');
}

async function stop(): Promise<void> {
  if (host === undefined || host.exitCode !== null) return;
  const gone = once(host, 'exit');
  host.kill('SIGTERM');
  await gone;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void Promise.all([watcher.close(), stop()]).then(() => process.exit(0));
  });
