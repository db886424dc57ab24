// The help: all keys and commands, from the two tables that drive them.
import { keyGroups } from '../keymap.ts';
import { actionsNow } from '../model/panel-frame.ts';
import type { HelpLine, UiState } from '../model/state.ts';
import { glue, nothing, padTo, space, type Drawn, type Paint } from '../paint/paint.ts';
import { wrap } from '../text/wrap.ts';
import { toSafeText } from '../../../common/safe-text.ts';

export function helpRows(
  paint: Paint,
  place: { width: number; height: number; from: number },
  groups: readonly HelpGroup[],
): Drawn[] {
  const { width, height, from } = place;
  const all = allRows(paint, width, groups);
  if (all.length <= height) return all;
  const last = all.length - height + 1;
  const start = Math.max(0, Math.min(from, last));
  const words = start < last ? 'more below: ↓, PgDn or End' : 'that is all; back: ↑, PgUp or Home';
  return [...all.slice(start, start + height - 1), glue(space(2), paint.draw('accent', words))];
}

/** How far the help can be scrolled. */
export function helpLast(paint: Paint, place: { width: number; height: number }, groups: readonly HelpGroup[]): number {
  const { length } = allRows(paint, place.width, groups);
  // One row says that there is more.
  return length <= place.height ? 0 : length - place.height + 1;
}

export interface HelpGroup {
  readonly title: string;
  readonly rows: readonly HelpLine[];
}

/** Over a panel its own keys come first. */
export function helpGroups({ layer, commandHelp }: UiState): HelpGroup[] {
  const all = [...keyGroups(), { title: 'Commands', rows: commandHelp }];
  const frame = layer?.type === 'help' ? layer.under?.stack.at(-1) : undefined;
  if (frame === undefined) return all;
  const rows = actionsNow(frame).map(({ key, label }) => ({ keys: key, help: label }));
  return [{ title: frame.title, rows }, ...all.toSorted((a, b) => inPanels(b) - inPanels(a))];
}

const inPanels = ({ title }: HelpGroup) => (title === 'In a list' ? 1 : 0);

function allRows(paint: Paint, width: number, groups: readonly HelpGroup[]): Drawn[] {
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
