// `/theme reload`: reads the files of the look again, after an editor or a shell has changed them.
import { defineCommand } from './command.ts';
import { lookChanged } from './look-row.ts';

export const themeReload = defineCommand({
  path: null,
  slash: 'theme reload',
  needs: 'nothing',
  summary: 'Read your look and your themes from their files again.',
  example: '/theme reload',
  positionals: {},
  options: {},
  run: () => Promise.resolve({ rows: [], effects: [lookChanged] }),
});
