// Numbers and tables as docs/scaling.md shows them.

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Three digits that count, because the assumptions allow no more. */
export function count(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

export function percent(part: number): string {
  return `${(part * 100).toLocaleString('en', { maximumFractionDigits: part < 0.1 ? 1 : 0 })} %`;
}
