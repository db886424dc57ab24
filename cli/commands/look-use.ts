// `look use`: takes a look that was saved.
import { defineCommand } from './command.ts';
import { lookChanged, lookRow, shownWhere, withFiles, wrongFile } from './look-row.ts';
import { noSavedLook } from './look-delete.ts';

export const lookUse = defineCommand({
  path: 'look use',
  slash: 'look use',
  needs: 'nothing',
  summary: 'Take a look that you saved.',
  example: 'devchat look use night',
  positionals: { name: { help: 'as `devchat look list` shows it', required: true } },
  options: {},
  run: (context, { name }) =>
    withFiles(context, (files) => {
      const broken = wrongFile(files);
      if (broken !== null) return broken;
      const { saved } = files.kept();
      const look = Object.hasOwn(saved, name) ? saved[name] : undefined;
      if (look === undefined) return noSavedLook(name, saved);
      files.keep(look, saved);
      return context.form === 'screen'
        ? { rows: [], effects: [lookChanged] }
        : { rows: [lookRow(look)], effects: [shownWhere(look), lookChanged] };
    }),
});
