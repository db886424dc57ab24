// Lengths of time as people type them: `10m`, `2h`, `7d`, `1h30m`.
import { UsageError } from './command.ts';

const seconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

function isUnit(letter: string): letter is keyof typeof seconds {
  return Object.hasOwn(seconds, letter);
}

/** In seconds, of which there are at most so many days. */
export function readDuration(word: string, { maxDays }: { readonly maxDays: number }): number | UsageError {
  const parts = [...word.toLowerCase().matchAll(/(\d{1,9})([a-z])/g)];
  const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === word.toLowerCase();
  let total = 0;
  for (const [, count = '', unit = ''] of parts) total += isUnit(unit) ? Number(count) * seconds[unit] : Number.NaN;
  if (!isWhole || Number.isNaN(total))
    return new UsageError(`"${word}" is no length of time; write one like 10m, 2h, 7d or 1h30m (s, m, h, d, w).`);
  if (total === 0) return new UsageError(`${word} is no time at all; write one like 10m, 2h or 7d.`);
  if (total > maxDays * seconds.d) return new UsageError(`${word} is too long; at most ${maxDays}d.`);
  return total;
}
