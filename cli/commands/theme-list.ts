// `theme list`: the built-in themes and those of one's own.
import { builtInThemes } from '../look/theme.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';
import { withFiles } from './look-row.ts';

export const themeList = defineCommand({
  path: 'theme list',
  slash: 'theme list',
  needs: 'nothing',
  summary: 'List the themes that there are.',
  example: 'devchat theme list',
  positionals: {},
  options: {},
  run: (context) =>
    withFiles(context, (files) => {
      const now = files.kept().look.theme;
      const all = [
        ...builtInThemes.map(({ name, ground }) => ({ name, ground, own: false, wrong: [] as readonly string[] })),
        ...files
          .themes()
          .map(({ name, theme, wrong }) => ({ name, ground: theme?.ground ?? 'unknown', own: true, wrong })),
      ];
      const cells = all.map(({ name, ground, own, wrong }) => [
        name,
        name === now ? 'now' : '',
        own ? 'your own' : 'built in',
        wrong.length > 0
          ? `cannot be read: ${wrong.join(' ')}`
          : ground === 'unknown'
            ? 'any ground'
            : `${ground} ground`,
      ]);
      const lines = columns(cells);
      return { rows: all.map((json, i) => ({ lines: [lines[i] ?? ''], json })), effects: [] };
    }),
});
