// Rows whose width terminals disagree about are drawn whole when they change.
// Ink skips the part of a row that did not change and goes on at the column where that part ends by its own measure; a
// terminal that measures an emoji otherwise would lose a character there. A row that differs from its first cell on is
// written from its first cell on, so such a row changes its first cell, invisibly, with every change.
import { disguised, type Drawn } from '../paint/paint.ts';

export interface Painted {
  readonly plain: Drawn;
  readonly shown: Drawn;
}

export function repaint(before: readonly Painted[], rows: readonly Drawn[]): Painted[] {
  return rows.map((plain, place) => {
    const old = before[place];
    if (old === undefined || old.plain.ansi === plain.ansi) return old ?? { plain, shown: plain };
    const wasPlain = old.shown.ansi === old.plain.ansi;
    const careful = disputed.test(old.plain.ansi) || disputed.test(plain.ansi);
    return { plain, shown: careful && wasPlain ? disguised(plain) : plain };
  });
}

/** Anything but Latin text and what the client itself draws. */
const disputed = /[^\p{Cc} -\u02ff\u2022-\u2026\u203a\u2190-\u2193\u23ce\u2500-\u25ff]/u;
