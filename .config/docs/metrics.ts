// The table of docs/operate.md: every metric of a node.
import { metricTable, type MetricRow } from '../../server/metrics/table.ts';
import { row, table } from './protocol.ts';

export function metricList(): string {
  const rows = Object.entries<MetricRow>(metricTable).map(([name, { type, labels = {}, help }]) =>
    row([`\`${name}\``, type, Object.keys(labels).map(quoted).join(', '), help]),
  );
  return table(['metric', 'type', 'labels', 'what it tells'], rows);
}

function quoted(label: string): string {
  return `\`${label}\``;
}
