// How much colour a terminal takes, from its environment.

/** none: no styles at all; mono: bold and dim only; then the number of colours; truecolor: all of them. */
export type Depth = 'none' | 'mono' | '16' | '256' | 'truecolor';

type Environment = Readonly<Record<string, string | undefined>>;

export function depthOf(env: Environment): Depth {
  const term = env['TERM'] ?? '';
  if (term === 'dumb') return 'none';
  if (env['NO_COLOR']) return 'mono';
  if (/^(truecolor|24bit)$/i.test(env['COLORTERM'] ?? '') || env['FORCE_COLOR'] === '3') return 'truecolor';
  if (env['COLORTERM'] || /256|direct|kitty|alacritty|ghostty|wezterm|foot/.test(term) || env['FORCE_COLOR'] === '2') {
    return '256';
  }
  return '16';
}
