// Which frame stands on the screen: the form, the chat, or a word that the window is too small.
import type { ClientState } from '../../store/state.ts';
import { toSafeText } from '../../../common/safe-text.ts';
import { wrap } from '../text/wrap.ts';
import type { Paint } from '../paint/paint.ts';
import type { UiState } from '../model/state.ts';
import { chatFrame } from './chat.ts';
import { fill, lowestRows, narrowestColumns, type Frame } from './frame.ts';
import { formFrame } from './form.ts';

export function screenFrame(paint: Paint, state: ClientState, ui: UiState): Frame {
  if (ui.columns < narrowestColumns || ui.rows < lowestRows) {
    const words = `devchat needs ${narrowestColumns}x${lowestRows}; this is ${ui.columns}x${ui.rows}`;
    const lines = wrap(toSafeText(words), ui.columns).map((line) => paint.draw('plain', line));
    return { rows: fill(lines, ui.rows, 'below'), cursor: null };
  }
  return ui.screen === 'form' ? formFrame(paint, ui) : chatFrame(paint, state, ui);
}
