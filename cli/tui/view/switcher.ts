// The quick switcher as rows: a line to type in, and what it finds.
import type { ClientState } from '../../store/state.ts';
import { toSafeText } from '../../../common/safe-text.ts';
import { layoutEditor } from '../editor/layout.ts';
import { drawCut, glue, nothing, space, spread, type Drawn, type Paint } from '../paint/paint.ts';
import { wrap } from '../text/wrap.ts';
import { candidates, type Candidate } from '../model/candidates.ts';
import type { Layer, UiState } from '../model/state.ts';
import type { Frame } from './frame.ts';
import { countBadge } from './sidebar.ts';

/** Beside a name that is longer, what stands at the right is cut. */
const asideMax = 24;

type SwitcherLayer = Extract<Layer, { type: 'switcher' }>;

export function switcherView(
  paint: Paint,
  state: ClientState,
  ui: UiState,
  layer: SwitcherLayer,
  width: number,
  height: number,
): Frame {
  const { caret, rows } = layoutEditor(layer.query, Math.max(10, width - 10));
  const text = rows[caret.row]?.text ?? '';
  const prompt = glue(space(2), paint.draw('bold', 'Go to'), space(2));
  const found = candidates(state, ui, layer);
  const list = height - 5;
  const from = Math.max(0, Math.min(layer.index - Math.floor(list / 2), found.length - list));
  const lines = found
    .slice(from, from + list)
    .map((one, i) => candidateRow(paint, one, from + i === layer.index, width));
  const hint = hintFor(layer.query.text, found.length);
  const last =
    hint === '' ? [] : wrap(toSafeText(hint), width - 3).map((line) => glue(space(2), paint.draw('dim', line)));
  return {
    rows: [nothing, glue(prompt, paint.draw('plain', text)), nothing, ...lines, ...last],
    cursor: { x: prompt.width + caret.column, y: 1 },
  };
}

function hintFor(query: string, found: number): string {
  if (query.startsWith('@')) return 'For somebody else, write the whole name.';
  if (found > 0) return '';
  return query === ''
    ? 'Type the name of a room or @somebody.'
    : 'Nothing is called that; @ and a whole name writes to somebody.';
}

function candidateRow(paint: Paint, one: Candidate, chosen: boolean, width: number): Drawn {
  const bar = chosen ? paint.draw('accent', '▌ ') : space(2);
  const style = chosen ? 'accentBold' : one.type === 'channel' ? 'plain' : 'dim';
  const beside = aside(paint, one);
  // What stands at the right is short, and takes no more than it needs.
  const title = drawCut(paint, style, one.title, Math.max(width - asideMax, width - beside.width - 4));
  return spread(glue(bar, title), glue(beside, space(1)), width);
}

function aside(paint: Paint, one: Candidate): Drawn {
  switch (one.type) {
    case 'channel':
      return countBadge(paint, one);
    case 'room':
      return paint.draw('dim', `join · ${one.members}`);
    case 'person':
      return paint.draw('dim', 'message');
    case 'panel':
      return paint.draw('dim', one.help);
    case 'stranger':
      return paint.draw('dim', 'write to this name');
  }
}
