// Every way out of the client, the sudden ones too: the terminal is restored first, then somebody is told.
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal } from './terminal.ts';

export interface Exits {
  /** Runs before the process ends by a signal or a crash; it must not wait for anything. */
  beforeEnd(run: () => void): void;
}

const signals = { SIGTERM: 143, SIGHUP: 129, SIGINT: 130, SIGQUIT: 131 } as const;

export function guardExits(terminal: Terminal, stateDir: string): Exits {
  const last: (() => void)[] = [];
  const finish = () => {
    for (const run of last.splice(0)) {
      try {
        run();
      } catch {
        // The end comes anyway, and the terminal matters more.
        continue;
      }
    }
    terminal.leave();
  };
  for (const [signal, code] of Object.entries(signals)) {
    process.on(signal, () => {
      finish();
      process.exit(code);
    });
  }
  const gone = () => {
    finish();
    process.exit(signals.SIGHUP);
  };
  // A terminal can go without a signal: nothing can be read or written any more.
  process.stdin.once('end', gone);
  process.stdin.once('error', gone);
  process.stdout.once('error', gone);
  const crashed = (error: unknown) => {
    finish();
    process.stderr.write(
      `devchat stopped because of a mistake in it; what happened is in ${writeLog(stateDir, error)}.\n`,
    );
    process.exit(1);
  };
  process.on('uncaughtException', crashed);
  process.on('unhandledRejection', crashed);
  return { beforeEnd: (run) => void last.push(run) };
}

function writeLog(stateDir: string, error: unknown): string {
  const path = join(stateDir, 'client.log');
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    appendFileSync(path, `${new Date().toISOString()} ${what}\n`, { mode: 0o600 });
    return path;
  } catch {
    return 'no file, because none could be written';
  }
}
