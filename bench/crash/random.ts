// Chance that can be had again: the same seed gives the same round.

export interface Random {
  /** A whole number from `min` to `max`. */
  between(min: number, max: number): number;
}

/** Mulberry32: short, and random enough to choose moments. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { between: (min, max) => min + Math.floor(next() * (max - min + 1)) };
}
