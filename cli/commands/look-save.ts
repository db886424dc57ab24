// `look save`: keeps the look of now under a name.
import { Refusal } from '../../common/errors.ts';
import { clientLimits } from '../../common/limits.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { lookChanged, lookRow, withFiles, wrongFile, wrongName } from './look-row.ts';

export const lookSave = defineCommand({
  path: 'look save',
  slash: 'look save',
  needs: 'nothing',
  summary: 'Keep the look of now under a name.',
  example: 'devchat look save night',
  positionals: { name: { help: 'its name; one that is there is replaced', required: true } },
  options: {},
  run: (context, { name }) =>
    withFiles(context, (files) => {
      const broken = wrongName(name, 'look') ?? wrongFile(files);
      if (broken !== null) return broken;
      const { look, saved } = files.kept();
      const max = clientLimits.looksSavedMax;
      if (!Object.hasOwn(saved, name) && Object.keys(saved).length >= max)
        return new Refusal('limit_reached', `There are ${max} saved looks, which is the most; delete one first.`);
      files.keep(look, { ...saved, [name]: look });
      const rows = context.form === 'screen' ? [] : [lookRow(look)];
      return { rows, effects: [lookChanged, notice(`Saved as "${name}"; \`look use ${name}\` brings it back.`)] };
    }),
});
