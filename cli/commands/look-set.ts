// `look set`: chooses a theme, a layout, a clock and where things stand.
import { lookChoices } from '../look/look.ts';
import { readWords } from '../look/read-look.ts';
import { defineCommand, UsageError } from './command.ts';
import { lookChanged, lookRow, shownWhere, themeCalled, withFiles, wrongFile } from './look-row.ts';

const choices = Object.entries(lookChoices).map(([field, words]) => `${field}=${words.join('|')}`);

export const lookSet = defineCommand({
  path: 'look set',
  slash: 'look set',
  needs: 'nothing',
  summary: 'Change how the client looks.',
  details: `Settings are theme=NAME, ${choices.join(', ')}, and line='{time} {name:>12} │ ' for what stands before a message in the layout compact.`,
  example: 'devchat look set layout=compact clock=12h',
  positionals: { settings: { help: 'like layout=compact; several at once', required: true, takes: 'rest' } },
  options: {},
  run: (context, { settings }) =>
    withFiles(context, (files) => {
      const { fields, wrong } = readWords(settings);
      if (wrong.length > 0) return new UsageError(wrong.join('\n'));
      const broken = wrongFile(files);
      if (broken !== null) return broken;
      const theme = fields.theme === undefined ? null : themeCalled(files, fields.theme);
      if (theme !== null && 'code' in theme) return theme;
      const { look, saved } = files.kept();
      const next = { ...look, ...fields };
      files.keep(next, saved);
      // On the screen one sees it.
      return context.form === 'screen'
        ? { rows: [], effects: [lookChanged] }
        : { rows: [lookRow(next)], effects: [shownWhere(next), lookChanged] };
    }),
});
