// The help: all keys and commands, from the two tables that drive them.
import { keyGroups } from '../keymap.ts';
import type { HelpLine } from '../model/state.ts';
import { glue, nothing, padTo, space, type Drawn, type Paint } from '../paint/paint.ts';
import { wrap } from '../text/wrap.ts';
import { toSafeText } from '../../../common/safe-text.ts';

export function helpRows(
  paint: Paint,
  place: { width: number; height: number; from: number },
  commands: readonly HelpLine[],
): Drawn[] {
  const { width, height, from } = place;
  const all = allRows(paint, width, commands);
  if (all.length <= height) return all;
  const last = all.length - height + 1;
  const start = Math.max(0, Math.min(from, last));
  const words = start < last ? 'more below: ↓ or PgDn' : 'that is all; back: ↑ or PgUp';
  return [...all.slice(start, start + height - 1), glue(space(2), paint.draw('accent', words))];
}

/** How far the help can be scrolled. */
export function helpLast(
  paint: Paint,
  place: { width: number; height: number },
  commands: readonly HelpLine[],
): number {
  const { length } = allRows(paint, place.width, commands);
  // One row says that there is more.
  return length <= place.height ? 0 : length - place.height + 1;
}

function allRows(paint: Paint, width: number, commands: readonly HelpLine[]): Drawn[] {
  const groups = [{ title: 'Commands', rows: commands }, ...keyGroups()];
  const wide = Math.max(12, Math.min(26, Math.floor(width * 0.42)));
  return groups.flatMap(({ title, rows }) => [
    nothing,
    glue(space(2), paint.draw('bold', title)),
    ...rows.flatMap(({ keys, help }) => pair(paint, keys, help, wide, width)),
  ]);
}

/** A key that does not fit beside its help goes on below; none is cut. */
function pair(paint: Paint, keys: string, help: string, wide: number, width: number): Drawn[] {
  const left = wrap(toSafeText(keys), wide);
  const right = wrap(toSafeText(help), Math.max(10, width - wide - 5));
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
    glue(space(2), padTo(paint.draw('accent', left[i] ?? ''), wide + 1), paint.draw('plain', right[i] ?? '')),
  );
}
