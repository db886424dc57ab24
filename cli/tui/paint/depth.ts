// How much colour a terminal takes, from its environment.

/** none: no styles at all; mono: bold and dim only; then the number of colours. */
export type Depth = 'none' | 'mono' | '16' | '256';

type Environment = Readonly<Record<string, string | undefined>>;

export function depthOf(env: Environment): Depth {
  const term = env['TERM'] ?? '';
  if (term === 'dumb') return 'none';
  if (env['NO_COLOR']) return 'mono';
  if (
    env['COLORTERM'] ||
    /256|direct|kitty|alacritty|ghostty|wezterm|foot/.test(term) ||
    env['FORCE_COLOR'] === '2' ||
    env['FORCE_COLOR'] === '3'
  ) {
    return '256';
  }
  return '16';
}
