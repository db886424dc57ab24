// How the suites run: everything beside its source, whole-system suites in processes of their own.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const systemSuites = ['bin/e2e/**/*.test.{ts,tsx}'];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  cacheDir: '.cache/vite',
  test: {
    globalSetup: ['.config/prepare.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{common,server,cli,bin,bench,.config}/**/*.test.{ts,tsx}'],
          exclude: systemSuites,
          pool: 'forks',
          // Most of them wait for a database half of the time.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          // A test waits for an answer, however slow the machine is; this only ends what hangs.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: systemSuites,
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
