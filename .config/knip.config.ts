// Dead code: what nothing imports, exports or depends on is found here and deleted.
import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  ignoreExportsUsedInFile: true,
  workspaces: {
    '.': {
      entry: [
        'bin/devchat.ts!',
        'server/crypto/password-worker.ts!',
        'server/pictures/picture-reader.ts!',
        'server/store/embedded-worker.ts!',
        'cli/profile/keychain-child.ts!',
        'bench/*.ts',
        'bench/load/*.ts',
        '.ci/*.mjs',
        '.config/*.ts',
      ],
      // From Debian: for the suite of the keychain, the weight of subscriptions, and a small disk that is filled.
      ignoreBinaries: ['dbus-run-session', 'mount', 'nats-server', 'umount'],
      project: ['{common,server,cli,bin,bench,.config}/**/*.{ts,tsx}', '.ci/*.mjs'],
    },
  },
};

export default config;
