// `theme set`: changes one highlight group of a theme of one's own.
import { Refusal } from '../../common/errors.ts';
import { defineCommand, UsageError } from './command.ts';
import { lookChanged, lookWords, ownTheme, withFiles } from './look-row.ts';

export const themeSet = defineCommand({
  path: 'theme set',
  slash: 'theme set',
  needs: 'nothing',
  summary: 'Change one highlight group of a theme of your own.',
  details:
    'A setting is fg=, bg= (a colour like #ff8800 or a number from 0 to 255), inherits=GROUP, or bold=, dim=, italic=, underline=, reverse= (true or false); none takes it away. docs/looks.md lists the groups.',
  example: "devchat theme set dusk accent 'fg=#ff8800' bold=true",
  positionals: {
    name: { help: 'a theme of your own', required: true },
    group: { help: 'a highlight group, like accent', required: true },
    settings: { help: 'like fg=#ff8800; several at once', required: true, takes: 'rest' },
  },
  options: {},
  run: (context, { name, group, settings }) =>
    withFiles(context, (files) => {
      const own = ownTheme(files, name);
      if ('message' in own) return own;
      if (own.file === null) return new Refusal('conflict', own.wrong.join('\n'));
      const said = readSettings(settings);
      if (said instanceof UsageError) return said;
      const before = Object.entries(own.file.groups).find(([other]) => other === group)?.[1] ?? {};
      const look = Object.fromEntries(Object.entries({ ...before, ...said }).filter(([, value]) => value !== null));
      const next = files.check({ ...own.file, groups: { ...own.file.groups, [group]: look } });
      if ('wrong' in next) return new UsageError(next.wrong.join('\n'));
      files.saveTheme(next);
      const row = { lines: [`${group}  ${lookWords(look)}`], json: { name, group, ...look } };
      return { rows: context.form === 'screen' ? [] : [row], effects: [lookChanged] };
    }),
});

/** `null`: what was said is taken away. */
function readSettings(text: string): Record<string, string | number | boolean | null> | UsageError {
  const said: Record<string, string | number | boolean | null> = {};
  for (const word of text.split(/\s+/)) {
    const [, name, value] = /^([a-z]+)=(\S+)$/.exec(word) ?? [];
    if (name === undefined || value === undefined)
      return new UsageError(`"${word.slice(0, 40)}" sets nothing; a setting is written like fg=#ff8800.`);
    said[name] = valueOf(value);
  }
  return said;
}

function valueOf(word: string): string | number | boolean | null {
  if (word === 'none') return null;
  if (word === 'true' || word === 'false') return word === 'true';
  return /^\d+$/.test(word) ? Number(word) : word;
}
