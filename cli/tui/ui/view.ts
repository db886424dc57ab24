// The state of the screen outside React: one frame for each change, none when nothing changes.
import type { Store } from '../../store/store.ts';
import type { Depth } from '../../look/depth.ts';
import { createPaint, type Paint } from '../paint/paint.ts';
import { dressed } from '../model/dress.ts';
import { screenFrame } from '../view/screen.ts';
import type { Frame } from '../view/frame.ts';
import { repaint, type Painted } from '../screens/repaint.ts';
import type { UiState } from '../model/state.ts';

export interface UiView {
  ui(): UiState;
  /** In the theme of the moment. */
  paint(): Paint;
  set(change: Partial<UiState>): void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly frame: () => Frame;
  /** Somebody typed: what is written is kept a moment later. */
  touched(): void;
  /** Runs once after the changes of a turn, when the states are as they will be drawn. */
  whenSettled(run: () => void): void;
  onPause(run: () => void): void;
}

const pauseMs = 700;

export function createView(depth: Depth, store: Store, initial: UiState): UiView {
  const dress = (next: UiState) => dressed(next, store.get().me, Date.now());
  let ui = dress(initial);
  let paint = createPaint(depth, ui.theme);
  let painted = ui.theme;
  /** Each theme has one paint as long as it stands: what is drawn in it is kept by it. */
  const paintNow = () => {
    if (painted !== ui.theme) [paint, painted] = [createPaint(depth, ui.theme), ui.theme];
    return paint;
  };
  let held: { frame: Frame; painted: readonly Painted[]; state: unknown; ui: UiState } | null = null;
  let settled: () => void = () => {};
  let paused: () => void = () => {};
  let settling = false;
  let pause: NodeJS.Timeout | null = null;
  const listeners = new Set<() => void>();

  const tell = () => {
    for (const listener of listeners) listener();
    if (settling) return;
    settling = true;
    setImmediate(() => {
      settling = false;
      settled();
    });
  };
  store.subscribe(() => {
    ui = dress(ui);
    tell();
  });
  return {
    ui: () => ui,
    paint: paintNow,
    set(change) {
      ui = dress({ ...ui, ...change });
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    frame() {
      const state = store.get();
      if (held === null || held.state !== state || held.ui !== ui) {
        const { rows, cursor } = screenFrame(paintNow(), state, ui);
        const shown = repaint(held?.painted ?? [], rows);
        held = { frame: { rows: shown.map((row) => row.shown), cursor }, painted: shown, state, ui };
      }
      return held.frame;
    },
    touched() {
      if (pause !== null) clearTimeout(pause);
      pause = setTimeout(() => paused(), pauseMs);
    },
    whenSettled(run) {
      settled = run;
    },
    onPause(run) {
      paused = run;
    },
  };
}
