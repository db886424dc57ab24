// `look list`: the looks that were saved.
import { isSameLook, lookFields, plainLook, type Look } from '../look/look.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { withFiles, wrongFile } from './look-row.ts';
import { columns } from './columns.ts';

export const lookList = defineCommand({
  path: 'look list',
  slash: 'look list',
  needs: 'nothing',
  summary: 'List the looks that you saved.',
  example: 'devchat look list',
  positionals: {},
  options: {},
  run: (context) =>
    withFiles(context, (files) => {
      const broken = wrongFile(files);
      if (broken !== null) return broken;
      const { look: now, saved } = files.kept();
      const all = Object.entries(saved);
      const lines = columns(all.map(([name, look]) => [name, isSameLook(look, now) ? 'now' : '', differences(look)]));
      return {
        rows: all.map(([name, look], i) => ({ lines: [lines[i] ?? ''], json: { name, ...look } })),
        effects: all.length === 0 ? [notice('No look is saved; `look save NAME` keeps the one of now.')] : [],
      };
    }),
});

/** What it says besides the plain look. */
export function differences(look: Look): string {
  const said = lookFields.filter((field) => look[field] !== plainLook[field]);
  return said.length === 0 ? 'plain' : said.map((field) => `${field}=${look[field]}`).join(' ');
}
