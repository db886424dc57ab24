// The host that `devchat start` runs beside its client, for as long as that is open.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Profile } from '../cli/profile/environment.ts';

export interface OwnHost {
  /** The file that it writes to. */
  readonly log: string;
  hasEnded(): boolean;
  /** From now on it is started again when it breaks, a few times: the client that is open finds it by itself. */
  keepUp(): void;
  stop(): Promise<void>;
}

export interface OwnHostOptions {
  readonly url: string;
  readonly profile: Profile;
  readonly env: NodeJS.ProcessEnv;
}

const stopWithinMs = 12_000;
const firstPauseMs = 500;
const restartsMax = 5;
/** A host that has run this long is not one that breaks at every start. */
const steadyMs = 60_000;

export function startOwnHost(options: OwnHostOptions): OwnHost {
  const folder = options.profile.paths.state;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const log = join(folder, 'host.log');
  let child = launch(options, log);
  let startedAt = Date.now();
  let restarts = 0;
  let wanted = true;
  const watch = () => {
    child.once('exit', (code) => {
      // Code 0 is a host that somebody told to stop.
      if (!wanted || code === 0) return;
      if (Date.now() - startedAt > steadyMs) restarts = 0;
      if (restarts === restartsMax) return;
      setTimeout(again, firstPauseMs * 2 ** restarts).unref();
      restarts += 1;
    });
  };
  const again = () => {
    if (!wanted) return;
    child = launch(options, log);
    startedAt = Date.now();
    watch();
  };
  return {
    log,
    hasEnded: () => isOver(child),
    keepUp: watch,
    stop() {
      wanted = false;
      return stop(child);
    },
  };
}

/**
 * In a session of its own, so that Ctrl+Z on the client does not stop it; over the channel it learns when this process
 * is gone, even killed, and ends.
 */
function launch({ url, env }: OwnHostOptions, log: string): ChildProcess {
  const file = openSync(log, 'a', 0o600);
  const { hostname, port } = new URL(url);
  const own = { DEVCHAT_HOST: hostname.replace(/^\[|\]$/g, ''), DEVCHAT_PORT: port || '80' };
  const child = spawn(process.execPath, [process.argv[1] ?? '', 'serve'], {
    env: { ...env, ...own },
    stdio: ['ignore', file, file, 'ipc'],
    detached: true,
  });
  closeSync(file);
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (isOver(child)) return;
  const gone = once(child, 'exit');
  if (child.connected) child.disconnect();
  const late = sleep(stopWithinMs, 'late', { ref: false });
  if ((await Promise.race([gone, late])) === 'late') child.kill('SIGKILL');
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
