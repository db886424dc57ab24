// A host with somebody in it, and whoever a test needs besides; all of it is gone afterwards.
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startHost, type RunningHost } from './host.ts';
import { openScreen, type Screen, type ScreenOptions } from './pty.ts';
import { openShell, openShellOf, type Shell } from './shell.ts';

export interface People {
  readonly host: () => RunningHost;
  readonly grace: () => Shell;
  /** Somebody without an account. */
  readonly newcomer: () => Promise<Shell>;
  /** A new user in a room of their own with grace, so that the tests do not see each other. */
  readonly somebody: () => Promise<{ shell: Shell; name: string; target: string }>;
  readonly open: (shell: Shell, size?: Omit<ScreenOptions, 'env'>) => Screen;
}

/** `where`: what the host's environment says besides, like its database. */
export function usePeople(where: () => Promise<NodeJS.ProcessEnv> = () => Promise.resolve({})): People {
  let host: RunningHost;
  let grace: Shell;
  let count = 0;
  const shells: Shell[] = [];
  const screens: Screen[] = [];
  beforeAll(async () => {
    host = await startHost(await where());
    grace = await openShellOf('grace', host.url);
  }, 120_000);
  afterEach(async () => {
    for (const screen of screens.splice(0)) {
      screen.kill('SIGKILL');
      await screen.ended;
    }
  });
  afterAll(async () => {
    for (const shell of [grace, ...shells]) await shell.close();
    await host.close();
  });
  return {
    host: () => host,
    grace: () => grace,
    newcomer: async () => {
      const shell = await openShell(host.url);
      shells.push(shell);
      return shell;
    },
    somebody: async () => {
      count += 1;
      const shell = await openShellOf(`ada${count}`, host.url);
      shells.push(shell);
      const name = `room${count}`;
      await shell.run(['channel', 'create', `#${name}`]);
      await grace.run(['channel', 'join', `#${name}`]);
      return { shell, name, target: `#${name}` };
    },
    open: (shell, size = {}) => {
      const screen = openScreen({ env: shell.env, ...size });
      screens.push(screen);
      return screen;
    },
  };
}
