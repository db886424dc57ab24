// The look and the theme of the moment: what is kept on this machine, what is being tried in a list, and whether the pass is there.
import { applied, type Holder } from '../../look/applied.ts';
import { isSameLook, type Look } from '../../look/look.ts';
import type { Looks } from '../../look/looks.ts';
import { autoTheme, builtInThemes, type Theme } from '../../look/theme.ts';
import { chosenRow } from './panel-frame.ts';
import type { Layer, UiState } from './state.ts';

/** The same state where nothing of it looks otherwise. */
export function dressed(ui: UiState, me: Holder | null, now: number): UiState {
  const { look } = applied({ ...ui.looks.look, ...previewOf(ui.layer) }, me, now);
  const theme = themeCalled(look.theme, ui.looks);
  if (theme === ui.theme && isSameLook(look, ui.look)) return ui;
  // The rows of messages are kept for a look: a theme alone has its own paint.
  return { ...ui, look: isSameLook(look, ui.look) ? ui.look : look, theme };
}

function themeCalled(name: string, { themes }: Looks): Theme {
  return (
    builtInThemes.find((theme) => theme.name === name) ??
    themes.find((own) => own.name === name)?.theme ??
    // It may not have been read yet, or is gone.
    autoTheme
  );
}

/** A list of looks shows each as one goes through it; with the list that is over. */
function previewOf(layer: Layer | null): Partial<Look> {
  const frame = layer?.type === 'panel' ? layer.stack.at(-1) : undefined;
  return (frame === undefined ? null : chosenRow(frame)?.preview) ?? {};
}
