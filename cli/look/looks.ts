// What is kept on this machine of the look, as far as a running client knows it.
import { plainLook, type Look } from './look.ts';
import type { Theme } from './theme.ts';

export interface Looks {
  readonly look: Look;
  readonly saved: Readonly<Record<string, Look>>;
  readonly themes: readonly OwnTheme[];
}

export interface OwnTheme {
  readonly name: string;
  /** The last that could be read; null: none could since the start. */
  readonly theme: Theme | null;
  /** What is wrong with its file now. */
  readonly wrong: readonly string[];
}

export const noLooks: Looks = { look: plainLook, saved: {}, themes: [] };
