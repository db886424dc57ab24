// Where two values differ, as lines that a person can read: the path, then both sides.

const linesMax = 12;

/** Empty where they are equal. */
export function differences(held: unknown, truth: unknown): string[] {
  const all = [...differing('', held, truth)];
  const more = all.length - linesMax;
  return more <= 0 ? all : [...all.slice(0, linesMax), `... and ${more} more`];
}

function* differing(path: string, held: unknown, truth: unknown): Generator<string> {
  if (isNested(held) && isNested(truth) && Array.isArray(held) === Array.isArray(truth)) {
    const [one, other] = [new Map(Object.entries(held)), new Map(Object.entries(truth))];
    for (const key of new Set([...one.keys(), ...other.keys()])) {
      yield* differing(path === '' ? key : `${path} > ${key}`, one.get(key), other.get(key));
    }
  } else if (!Object.is(held, truth)) {
    yield `${path}: held ${shown(held)}, fresh ${shown(truth)}`;
  }
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}
