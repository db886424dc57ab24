// `npm run scaling`: the arithmetic of docs/scaling.md, as the tables that `npm run docs` puts there; with `--measure` what
// the costs in it are measured by.
import { scalingTables } from './scaling/tables.ts';

if (process.argv.includes('--measure')) {
  const { measure } = await import('./scaling/measure.ts');
  await measure();
} else for (const [name, text] of Object.entries(scalingTables())) process.stdout.write(`${name}\n\n${text}\n\n`);
