// Long lists in pieces, between which others have their turn.
/** The list in pieces of at most `size`, so that one statement is never asked for all of a large host. */
export function slices<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

/** Lets everybody else have their turn of the event loop. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Does something with each, and lets others have their turn after so many. */
export async function eachInTurns<T>(list: readonly T[], size: number, work: (one: T) => void): Promise<void> {
  for (const some of slices(list, size)) {
    for (const one of some) work(one);
    await nextTurn();
  }
}
