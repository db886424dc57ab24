// `npm run build` after the type check: bundles what ships, and puts the embedded database's template beside it. Silent unless it fails.
import { chmod, copyFile } from 'node:fs/promises';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { makeTemplate } from '../server/store/embedded-template.ts';
import { markBuilt, sourcesMark } from './freshness.ts';
import config from './rolldown.config.ts';

const root = new URL('..', import.meta.url);
const template = new URL('.cache/embedded-template.tar.gz', root).pathname;
const madeBy = new URL('.cache/embedded-template.version', root).pathname;

const mark = sourcesMark(root.pathname);
await bundle();
await copyTemplate();
// As npm makes it when it links the command: a build that took the permission away again would break the link.
await chmod(new URL('dist/devchat.js', root), 0o755);
markBuilt(root.pathname, mark);

async function bundle(): Promise<void> {
  const { output, ...input } = config;
  await using made = await rolldown(input);
  for (const options of [output ?? {}].flat()) await made.write(options);
}

/** The template is made once for each version of PGlite, which takes seconds. */
async function copyTemplate(): Promise<void> {
  const manifest = readFileSync(new URL('package.json', root), 'utf8');
  const wanted = /"@electric-sql\/pglite": "([^"]+)"/.exec(manifest)?.[1] ?? '';
  if (!existsSync(template) || !existsSync(madeBy) || readFileSync(madeBy, 'utf8') !== wanted) {
    await makeTemplate(template);
    writeFileSync(madeBy, wanted);
  }
  await copyFile(template, new URL('dist/embedded-template.tar.gz', root));
}
