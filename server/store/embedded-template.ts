// The prepared data directory that a new embedded database starts from: without it, the first start takes seconds longer.
import { PGlite } from '@electric-sql/pglite';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const fileName = 'embedded-template.tar.gz';

/** Where the template is: beside the bundle, or, when running from source, in the cache; null where none was made. */
export function templatePath(): string | null {
  const place = import.meta.url.endsWith('.ts') ? `../../.cache/${fileName}` : `./${fileName}`;
  const path = fileURLToPath(new URL(place, import.meta.url));
  return existsSync(path) ? path : null;
}

/** Makes the template at `path`: a new database, packed. */
export async function makeTemplate(path: string): Promise<void> {
  const db = await PGlite.create('memory://');
  const packed = await db.dumpDataDir('gzip');
  await db.close();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, Buffer.from(await packed.arrayBuffer()));
  await rename(`${path}.new`, path);
}
