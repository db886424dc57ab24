// `look reset`: the look that everybody begins with.
import { plainLook } from '../look/look.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { lookChanged, withFiles } from './look-row.ts';

export const lookReset = defineCommand({
  path: 'look reset',
  slash: 'look reset',
  needs: 'nothing',
  summary: 'Go back to the plain look; saved looks and themes stay.',
  example: 'devchat look reset',
  positionals: {},
  options: {},
  run: (context) =>
    withFiles(context, (files) => {
      const { saved, wrong } = files.kept();
      const aside = wrong.length === 0 ? '' : ` What could not be understood is kept as ${files.setAside()}.`;
      files.keep(plainLook, saved);
      return { rows: [], effects: [lookChanged, notice(`The look is plain again.${aside}`)] };
    }),
});
