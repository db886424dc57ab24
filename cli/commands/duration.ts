// Lengths of time as a person writes them: 30m, 12h, 7d.
const seconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Null for what is none. */
export function secondsIn(text: string): number | null {
  const [, digits = '', unit = ''] = /^(\d{1,8})([smhd])$/.exec(text) ?? [];
  const [, factor] = Object.entries(seconds).find(([letter]) => letter === unit) ?? [];
  return factor === undefined ? null : Number(digits) * factor;
}
