// From the first word of the command line to the part of devchat that answers it; each part is loaded only when it is used.
import { runOneShot } from '../cli/oneshot/run.ts';

/** Answers the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  const [first = '', second = ''] = argv;
  // These two are not in the table of commands, and know their help themselves.
  if (first === 'help' && (second === 'serve' || second === 'start')) return await run([second, '--help']);
  switch (first) {
    case 'serve': {
      const { serveCommand } = await import('../server/main.ts');
      const orphaned = starterIsGone();
      return await serveCommand({ argv: argv.slice(1), env: process.env, ...(orphaned === null ? {} : { orphaned }) });
    }
    case 'start': {
      const { start } = await import('./start.ts');
      return await start(argv.slice(1));
    }
    case '': {
      const { openClient } = await import('./client.ts');
      return await openClient();
    }
    default: {
      return await runOneShot({ argv });
    }
  }
}

/** Only `devchat start` makes a host with a channel to it; when it ends, however it ends, the channel closes. */
function starterIsGone(): Promise<void> | null {
  if (process.send === undefined) return null;
  return new Promise((resolve) => {
    if (process.connected) process.once('disconnect', resolve);
    else resolve();
  });
}
