// `look delete`: forgets a look that was saved.
import { Refusal } from '../../common/errors.ts';
import { nearest } from '../../common/nearest.ts';
import { defineCommand } from './command.ts';
import { confirmed, yes } from './confirm.ts';
import { notice } from './effect.ts';
import { lookChanged, withFiles, wrongFile } from './look-row.ts';

export const lookDelete = defineCommand({
  path: 'look delete',
  slash: 'look delete',
  needs: 'nothing',
  summary: 'Forget a look that you saved.',
  example: 'devchat look delete night --yes',
  positionals: { name: { help: 'as `devchat look list` shows it', required: true } },
  options: { yes },
  async run(context, { name, yes: isYes }) {
    const no = await confirmed(context, isYes, `Forget the saved look "${name}"?`);
    if (no !== undefined) return no;
    return await withFiles(context, (files) => {
      const broken = wrongFile(files);
      if (broken !== null) return broken;
      const { look, saved } = files.kept();
      if (!Object.hasOwn(saved, name)) return noSavedLook(name, saved);
      files.keep(look, Object.fromEntries(Object.entries(saved).filter(([other]) => other !== name)));
      return { rows: [], effects: [lookChanged, notice(`The saved look "${name}" is gone.`)] };
    });
  },
});

export function noSavedLook(name: string, saved: object): Refusal {
  const meant = nearest(name, Object.keys(saved));
  const hint = meant === undefined ? '`devchat look list` shows which there are.' : `Did you mean "${meant}"?`;
  return new Refusal('not_found', `There is no saved look "${name}". ${hint}`);
}
