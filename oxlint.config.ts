// The walls: imports only point right, said once in the two lists below.
import { defineConfig, type OxlintOverride } from 'oxlint';

const server = [
  'main|node|services|database|open-bus|observe|listen',
  'metrics',
  'ws|http',
  'handlers',
  'store|bus|crypto|pictures',
  'domain|config',
];
/** Inside the screen: what keys do, what is drawn, and what both know. */
const tui = ['ui', 'view|panels', 'model'];
const cli = ['main', 'tui|oneshot', 'commands', 'look', 'store|net|profile'];

const ban = (files: string[], regex: string, message: string): OxlintOverride => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] },
});

/** Only `server/metrics` knows Prometheus: the others report to a meter, which need not count. */
const prometheus = '^prom-client(/|$)';

const layers = (part: string, order: string[], extra: Record<string, string>) =>
  order.slice(1).flatMap((names, i) =>
    names.split('|').map((name) => {
      const left = order.slice(0, i + 1).join('|');
      const peers = names.split('|').filter((n) => n !== name);
      const folders = [left, ...peers].join('|');
      const packages = name === 'metrics' ? [] : [prometheus];
      const more = [extra[name] ?? [], packages].flat();
      return ban(
        [`**/${part}/${name}/**`],
        [`^\\.\\./(\\.\\./)*(${folders})(/|\\.ts$)`, ...more].join('|'),
        `${part}: ${order.join(' > ')} (imports only point right)`,
      );
    }),
  );

const orm = '^@mikro-orm/|^pg(/|$)';
const ui = '^(ink|react)(/|$)';
// A later list takes the place of an earlier one for the same file, so the inner lists repeat the outer wall.
const outsideTui = '^\\.\\./(\\.\\./)*oneshot/|^ws$|^(ink|react)(/|$)';

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'promise', 'vitest'],
  categories: { correctness: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['dist', '.cache'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    'max-depth': ['error', 3],
  },
  overrides: [
    ban(
      ['**/common/**'],
      '^(ink|react|hono|ws|commander|pg|prom-client)(/|$)|^@mikro-orm/|^node:',
      'common knows nobody',
    ),
    ban(['**/server/*.ts', '**/bin/**'], prometheus, 'only server/metrics knows Prometheus'),
    ...layers('server', server, {
      metrics: '^\\.\\./(ws|http|handlers|store|bus|crypto|pictures)/',
      ws: orm,
      http: orm,
      handlers: `${orm}|^(hono|ws)(/|$)`,
      store: '^(hono|ws)(/|$)',
      bus: `${orm}|^(hono|ws)(/|$)`,
      crypto: `${orm}|^(hono|ws)(/|$)`,
      pictures: `${orm}|^(hono|ws)(/|$)`,
      domain: `${orm}|^node:|^(hono|ws)(/|$)`,
    }),
    ...layers('cli', cli, {
      commands: ui,
      look: ui,
      store: `${ui}|^ws$`,
      net: ui,
      profile: ui,
      tui: '^ws$',
      oneshot: ui,
    }),
    ...layers('cli/tui', tui, { view: outsideTui, panels: outsideTui, model: outsideTui }),
    { files: ['**/*.test.{ts,tsx}'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
    { files: ['**/*.config.ts', '.config/*.ts'], rules: { 'import/no-default-export': 'off' } },
  ],
});
