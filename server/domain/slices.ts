// Long lists in pieces.
/** The list in pieces of at most `size`, so that one statement is never asked for all of a large host. */
export function slices<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}
