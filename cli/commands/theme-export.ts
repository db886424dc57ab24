// `theme export`: a theme as a file, to give it away or to begin one's own.
import { homedir } from 'node:os';
import { looksOf } from '../look/theme.ts';
import type { LookFiles } from '../look/files.ts';
import { defineCommand, type Context, type Row } from './command.ts';
import { notice } from './effect.ts';
import { themeCalled, withFiles } from './look-row.ts';

export const themeExport = defineCommand({
  path: 'theme export',
  slash: 'theme export',
  needs: 'nothing',
  summary: 'Write a theme to a file, or print it.',
  details: 'A built-in one is called my-NAME there and names every group, as a start for your own.',
  example: 'devchat theme export dark dusk.json',
  positionals: {
    name: { help: 'as `devchat theme list` shows it', required: true },
    file: { help: 'a file that is not there yet; without it the theme is printed', required: false },
  },
  options: {},
  run: (context, { name, file: path }) =>
    withFiles(context, (files) => {
      const file = fileOf(files, name);
      if ('code' in file) return file;
      if (path === undefined) return { rows: [fileRow(file)], effects: [] };
      files.write(pathFrom(path, context.form), file);
      return { rows: [], effects: [notice(`"${name}" is in ${path}.`)] };
    }),
});

/** A built-in theme has no file; what it would be called is another theme then. */
export function fileOf(files: LookFiles, name: string) {
  const theme = themeCalled(files, name);
  if ('code' in theme) return theme;
  const own = files.theme(name)?.file ?? null;
  const base = builtInBase(theme.name);
  return own ?? { name: `my-${name}`, ...(base !== null && { extends: base }), groups: looksOf(theme) };
}

function builtInBase(name: string) {
  return (['auto', 'dark', 'light', 'high-contrast'] as const).find((one) => one === name) ?? null;
}

function fileRow(file: object): Row {
  return { lines: JSON.stringify(file, null, 2).split('\n'), json: { ...file } };
}

/** A shell has put the home in the place of `~`; on the screen nobody has. */
export function pathFrom(typed: string, form: Context['form']): string {
  return form === 'screen' ? typed.replace(/^~(?=\/|$)/, homedir()) : typed;
}
