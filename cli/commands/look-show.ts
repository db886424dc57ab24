// `look`: what is chosen of how the client looks.
import { defineCommand } from './command.ts';
import { showLook, withFiles, wrongFile } from './look-row.ts';

export const lookShow = defineCommand({
  path: 'look',
  slash: 'look',
  needs: 'nothing',
  summary: 'Show what you chose of how the client looks.',
  details:
    'It is kept on this machine, for each profile. `look set`, `reset`, `save`, `use`, `list` and `delete` change it; docs/looks.md says what there is.',
  example: 'devchat look',
  positionals: {},
  options: {},
  run: (context) => withFiles(context, (files) => wrongFile(files) ?? showLook(files.kept().look)),
});
