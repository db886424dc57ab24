// Part of the build: the embedded database's template, made once for each version of PGlite and copied into dist/.
import { copyFile, mkdir } from 'node:fs/promises';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { makeTemplate } from '../server/store/embedded-template.ts';

const root = new URL('..', import.meta.url);
const template = new URL('.cache/embedded-template.tar.gz', root).pathname;
const madeBy = new URL('.cache/embedded-template.version', root).pathname;
const manifest = readFileSync(new URL('package.json', root), 'utf8');
const wanted = /"@electric-sql\/pglite": "([^"]+)"/.exec(manifest)?.[1] ?? '';

if (!existsSync(template) || !existsSync(madeBy) || readFileSync(madeBy, 'utf8') !== wanted) {
  await makeTemplate(template);
  writeFileSync(madeBy, wanted);
}
const dist = new URL('dist/', root).pathname;
await mkdir(dist, { recursive: true });
await copyFile(template, `${dist}embedded-template.tar.gz`);
