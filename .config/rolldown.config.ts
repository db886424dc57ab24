// What ships: one launcher, lazy chunks behind it, and the workers, all flat in dist/ so that a worker is found beside its user.
import { defineConfig } from 'rolldown';

export default defineConfig({
  cwd: new URL('..', import.meta.url).pathname,
  input: {
    devchat: 'bin/devchat.ts',
    'password-worker': 'server/crypto/password-worker.ts',
    'embedded-worker': 'server/store/embedded-worker.ts',
  },
  platform: 'node',
  external: [/^@electric-sql\//, /^@napi-rs\/keyring/, 'piscina', 'react-devtools-core', 'pg-native'],
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  output: {
    dir: 'dist',
    format: 'esm',
    minify: true,
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
});
