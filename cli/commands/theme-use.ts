// `theme use`: takes a theme, as `look set theme=NAME` does.
import { defineCommand } from './command.ts';
import { lookSet } from './look-set.ts';

export const themeUse = defineCommand({
  path: 'theme use',
  slash: 'theme use',
  needs: 'nothing',
  summary: 'Take a theme for the client.',
  details: 'It is short for `devchat look set theme=NAME`.',
  example: 'devchat theme use dark',
  positionals: { name: { help: 'as `devchat theme list` shows it', required: true } },
  options: {},
  run: (context, { name }) => lookSet.run(context, { settings: `theme=${name}` }),
});
