// `theme import`: takes a theme from a file that somebody wrote.
import { Refusal } from '../../common/errors.ts';
import { clientLimits } from '../../common/limits.ts';
import type { LookFiles } from '../look/files.ts';
import { defineCommand, type Row } from './command.ts';
import { notice } from './effect.ts';
import { lookChanged, withFiles } from './look-row.ts';
import { pathFrom } from './theme-export.ts';

export const themeImport = defineCommand({
  path: 'theme import',
  slash: 'theme import',
  needs: 'nothing',
  summary: 'Take a theme from a file; every mistake in it is told with its place.',
  details: 'The format is in docs/looks.md.',
  example: 'devchat theme import dusk.json',
  positionals: { file: { help: 'a file in JSON', required: true } },
  options: { replace: { type: 'flag', help: 'take the place of a theme of this name' } },
  run: (context, { file: path, replace }) =>
    withFiles(context, (files) => {
      const { file, wrong } = files.read(pathFrom(path, context.form));
      if (file === null) return new Refusal('bad_request', wrong.join('\n'));
      const taken = files.theme(file.name) !== null;
      if (taken && !replace)
        return new Refusal(
          'name_taken',
          `There is a theme "${file.name}" already; --replace puts this one in its place.`,
        );
      const full = taken ? null : noRoom(files);
      if (full !== null) return full;
      files.saveTheme(file);
      return { rows: [nameRow(file.name)], effects: [lookChanged, notice(useIt(file.name))] };
    }),
});

export const nameRow = (name: string): Row => ({ lines: [name], json: { name } });
export const useIt = (name: string) => `\`look set theme=${name}\` uses it; themes of one's own need a pass.`;

export function noRoom(files: LookFiles): Refusal | null {
  const max = clientLimits.themesMax;
  if (files.themes().length < max) return null;
  return new Refusal('limit_reached', `There are ${max} themes of your own, which is the most; delete one first.`);
}
