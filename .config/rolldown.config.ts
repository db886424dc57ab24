// What ships: one launcher, lazy chunks behind it, and the workers, all flat in dist/ so that a worker is found beside its user.
import { defineConfig } from 'rolldown';
import { builtinsPlugin } from './builtins-plugin.ts';

export default defineConfig({
  cwd: new URL('..', import.meta.url).pathname,
  input: {
    devchat: 'bin/devchat.ts',
    'password-worker': 'server/crypto/password-worker.ts',
    'picture-reader': 'server/pictures/picture-reader.ts',
    'embedded-worker': 'server/store/embedded-worker.ts',
    'keychain-child': 'cli/profile/keychain-child.ts',
  },
  platform: 'node',
  plugins: [builtinsPlugin()],
  external: [/^@electric-sql\//, /^@napi-rs\/keyring/, 'piscina', 'sharp', 'react-devtools-core', 'pg-native'],
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  output: {
    dir: 'dist',
    format: 'esm',
    minify: true,
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    // Reading a file costs half a millisecond, so what every one-shot command loads is in few of them.
    codeSplitting: {
      groups: [
        {
          name: 'base',
          test: /\/common\/(emoji|identicon|permission-table|pixels|uuid|errors|limits|text|safe-text|statuses|version|ranks|audiences|nearest|permission-steps)\.|\/node_modules\/uuid\//,
        },
        { name: 'schemas', test: /\/common\/|\/node_modules\/zod\// },
        {
          name: 'oneshot',
          test: /\/bin\/run\.|\/cli\/(commands\/|oneshot\/(?!follow|help|picture|prompt|send-picture|stdin)|profile\/(?!keychain)|net\/(caller|http|quick))/,
        },
      ],
    },
  },
});
