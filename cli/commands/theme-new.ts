// `theme new`: begins a theme of one's own.
import { Refusal } from '../../common/errors.ts';
import { isBuiltIn } from '../look/theme.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { lookChanged, withFiles, wrongName } from './look-row.ts';
import { fileOf } from './theme-export.ts';
import { nameRow, noRoom, useIt } from './theme-import.ts';

export const themeNew = defineCommand({
  path: 'theme new',
  slash: 'theme new',
  needs: 'nothing',
  summary: 'Begin a theme of your own that is like another one.',
  example: 'devchat theme new dusk --from dark',
  positionals: { name: { help: 'what it is to be called', required: true } },
  options: { from: { type: 'text', value: 'THEME', help: 'the theme it begins as; without it auto' } },
  run: (context, { name, from = 'auto' }) =>
    withFiles(context, (files) => {
      const wrong = wrongName(name, 'theme');
      if (wrong !== undefined) return wrong;
      if (files.theme(name) !== null) return new Refusal('name_taken', `There is a theme "${name}" already.`);
      const full = noRoom(files);
      if (full !== null) return full;
      const like = fileOf(files, from);
      if ('code' in like) return like;
      // What it does not say it has from the built-in theme, also what a later version changes there.
      files.saveTheme({ ...like, name, ...(isBuiltIn(from) && { groups: {} }) });
      return { rows: [nameRow(name)], effects: [lookChanged, notice(useIt(name))] };
    }),
});
