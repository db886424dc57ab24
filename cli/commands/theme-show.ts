// `theme show`: what each highlight group looks like in a theme.
import { groupMeanings, groupNames, looksOf, stylesOf, type Theme } from '../look/theme.ts';
import { defineCommand, type Row } from './command.ts';
import { lookWords, themeCalled, withFiles } from './look-row.ts';

export const themeShow = defineCommand({
  path: 'theme show',
  slash: 'theme show',
  needs: 'nothing',
  summary: 'Show the highlight groups of a theme, each as it looks.',
  example: 'devchat theme show dark',
  positionals: { name: { help: 'as `devchat theme list` shows it', required: true } },
  options: {},
  run: (context, { name }) =>
    withFiles(context, (files) => {
      const theme = themeCalled(files, name);
      return 'code' in theme ? theme : { rows: groupRows(theme), effects: [] };
    }),
});

function groupRows(theme: Theme): Row[] {
  const looks = looksOf(theme);
  const said = groupNames.map((group) => lookWords(looks[group]));
  const [wide, wider] = [
    Math.max(...groupNames.map((name) => name.length)),
    Math.max(...said.map((words) => words.length)),
  ];
  return groupNames.map((group, i) => ({
    head: `${group.padEnd(wide)}  `,
    headStyle: (depth) => stylesOf(theme, depth)[group],
    lines: [`${(said[i] ?? '').padEnd(wider)}  ${groupMeanings[group]}`],
    json: { group, meaning: groupMeanings[group], ...looks[group] },
  }));
}
