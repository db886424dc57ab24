// The known word that a mistyped one most likely meant.

/** The closest of `words` within two changes (an insertion, a deletion, a replacement), or one that it is the start of. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const started = words.find((word) => typed.length > 1 && word.startsWith(typed));
  if (started !== undefined) return started;
  const ranked = words
    .map((word) => ({ word, changes: distance(typed, word) }))
    .filter(({ word, changes }) => changes <= Math.min(2, word.length - 1))
    .toSorted((a, b) => a.changes - b.changes);
  return ranked[0]?.word;
}

/** Levenshtein's distance, one row at a time. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
