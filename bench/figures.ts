// Figures beside their floors, and the table that shows them.

export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly floor: number;
  readonly floorIs: string;
  readonly unit: string;
  /** What the design asks of value / floor; 'reported' where it asks that the work is done without a loss, which the row itself sees to. */
  readonly target: { readonly atLeast: number } | { readonly atMost: number } | 'reported';
  /** More numbers of the same run. */
  readonly notes?: string;
}

export function table(figures: readonly Figure[]): string {
  const head = ['what', 'devchat', 'floor', 'floor is', 'ratio', 'to reach', ''];
  const lines = figures.map((figure) => [
    figure.what,
    amount(figure.value, figure.unit),
    amount(figure.floor, figure.unit),
    figure.floorIs,
    `${ratio(figure).toFixed(2)} x`,
    goal(figure),
    [verdict(figure), figure.notes].filter((part) => part !== undefined).join('; '),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function verdict(figure: Figure): string | undefined {
  if (figure.target === 'reported') return undefined;
  return isMet(figure) ? 'reached' : 'NOT reached';
}

export function isMet(figure: Figure): boolean {
  const { target } = figure;
  if (target === 'reported') return true;
  return 'atLeast' in target ? ratio(figure) >= target.atLeast : ratio(figure) <= target.atMost;
}

function goal({ target }: Figure): string {
  if (target === 'reported') return 'reported';
  return 'atLeast' in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`;
}

function ratio({ value, floor }: Figure): number {
  return value / floor;
}

function amount(value: number, unit: string): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })} ${unit}`;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
