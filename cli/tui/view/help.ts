// The help: all keys and commands, from the two tables that drive them.
import { keyGroups } from '../keymap.ts';
import { drawCut, glue, nothing, padTo, space, type Drawn, type Paint } from '../paint/paint.ts';
import { wrap } from '../text/wrap.ts';
import { toSafeText } from '../../../common/safe-text.ts';

export interface HelpLine {
  readonly keys: string;
  readonly help: string;
}

export function helpRows(
  paint: Paint,
  place: { width: number; height: number; from: number },
  commands: readonly HelpLine[],
): Drawn[] {
  const { width, height, from } = place;
  const all = allRows(paint, width, commands);
  const start = Math.max(0, Math.min(from, all.length - height));
  return all.slice(start, start + height);
}

/** How far the help can be scrolled. */
export function helpLast(
  paint: Paint,
  place: { width: number; height: number },
  commands: readonly HelpLine[],
): number {
  return Math.max(0, allRows(paint, place.width, commands).length - place.height);
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

function pair(paint: Paint, keys: string, help: string, wide: number, width: number): Drawn[] {
  const lines = wrap(toSafeText(help), Math.max(10, width - wide - 5));
  return lines.map((line, i) =>
    glue(
      space(2),
      padTo(i === 0 ? drawCut(paint, 'accent', keys, wide) : nothing, wide + 1),
      paint.draw('plain', line),
    ),
  );
}
