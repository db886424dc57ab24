// `theme delete`: takes a theme of one's own away.
import { defineCommand } from './command.ts';
import { confirmed, yes } from './confirm.ts';
import { notice } from './effect.ts';
import { lookChanged, ownTheme, withFiles } from './look-row.ts';

export const themeDelete = defineCommand({
  path: 'theme delete',
  slash: 'theme delete',
  needs: 'nothing',
  summary: 'Delete a theme of your own.',
  example: 'devchat theme delete dusk --yes',
  positionals: { name: { help: 'a theme of your own', required: true } },
  options: { yes },
  async run(context, { name, yes: isYes }) {
    const no = await confirmed(context, isYes, `Delete the theme "${name}"?`);
    if (no !== undefined) return no;
    return await withFiles(context, (files) => {
      const own = ownTheme(files, name);
      if ('message' in own) return own;
      files.removeTheme(name);
      const { look, saved, wrong } = files.kept();
      const inUse = look.theme === name && wrong.length === 0;
      if (inUse) files.keep({ ...look, theme: 'auto' }, saved);
      const used = inUse ? ' It was the one in use; now that is auto.' : '';
      return { rows: [], effects: [lookChanged, notice(`The theme "${name}" is gone.${used}`)] };
    });
  },
});
