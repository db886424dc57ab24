// A whole screen as data: rows that fit, and where the real cursor stands.
import { nothing, type Drawn } from '../paint/paint.ts';

export interface Frame {
  readonly rows: readonly Drawn[];
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

export const narrowestColumns = 40;
export const lowestRows = 12;

/** Exactly `height` rows: what is missing is added at the top or at the bottom. */
export function fill(rows: readonly Drawn[], height: number, where: 'above' | 'below'): Drawn[] {
  const missing = Array.from({ length: Math.max(0, height - rows.length) }, () => nothing);
  return (where === 'above' ? [...missing, ...rows] : [...rows, ...missing]).slice(0, height);
}
