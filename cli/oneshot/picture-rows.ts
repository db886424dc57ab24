// A row with a picture at its left, on a terminal.
import type { Pixels } from '../../common/pixels.ts';
import type { Row } from '../commands/command.ts';
import { halfBlocks } from '../commands/half-blocks.ts';
import { depthOf } from '../look/depth.ts';
import { safeLine, wrapped } from './rows.ts';

const size = { columns: 16, rows: 8 };
const gap = 2;
/** With less beside it the picture takes more than it gives. */
const leastBeside = 24;

export async function pictureRows({ lines, pictureFrom = 0 }: Row, picture: Pixels, columns: number): Promise<string> {
  const fits = columns >= size.columns + gap + leastBeside;
  const drawn = fits ? halfBlocks(picture, size, depthOf(process.env)) : [];
  const above = await wrapAll(lines.slice(0, pictureFrom), columns);
  const beside = await wrapAll(lines.slice(pictureFrom), fits ? columns - size.columns - gap : columns);
  const rows = Array.from({ length: Math.max(drawn.length, beside.length) }, (_, i) => {
    const left = fits ? `${drawn[i] ?? ' '.repeat(size.columns)}${' '.repeat(gap)}` : '';
    return `${left}${beside[i] ?? ''}`.trimEnd();
  });
  return [...above, ...rows].map((row) => `${row}\n`).join('');
}

async function wrapAll(lines: readonly string[], width: number): Promise<string[]> {
  return (await Promise.all(lines.map(async (line) => await wrapped(safeLine(line), width)))).flat();
}
