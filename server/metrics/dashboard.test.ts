// The dashboard and the manual know the metrics of the table: no panel asks for a series that no node has.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { metricTable, type MetricRow } from './table.ts';

const file = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const datasource = '${datasource}';
const Panel = z.object({
  id: z.int(),
  title: z.string(),
  type: z.enum(['row', 'stat', 'timeseries']),
  gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
  fieldConfig: z.optional(z.object({ defaults: z.object({ unit: z.string() }) })),
  targets: z._default(
    z.array(z.object({ expr: z.string(), datasource: z.object({ uid: z.literal(datasource) }) })),
    [],
  ),
});
const Dashboard = z.object({
  schemaVersion: z.int(),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), type: z.string(), definition: z.optional(z.string()) })),
  }),
  panels: z.array(Panel),
});

const dashboard = Dashboard.parse(JSON.parse(file('grafana-dashboard.json')));
const rows = Object.entries<MetricRow>(metricTable);
/** The series that a metric of the table has. */
const series = new Set(
  rows.flatMap(([name, { type }]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  ),
);
const definitions = dashboard.templating.list.flatMap(({ definition }) => definition ?? []);
const queries = [...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)), ...definitions];
const asked = queries.flatMap((query) => query.match(/\b(devchat|process|nodejs)_\w+/g) ?? []);

test('every series that a panel or a variable asks for is one of the table', () => {
  expect(asked.filter((name) => !series.has(name))).toEqual([]);
});

test('every label that a query names is one of the metrics that it asks for, or one that Prometheus adds', () => {
  const labelsOf = (name: string) =>
    rows.flatMap(([row, { labels = {} }]) => (name.startsWith(row) ? Object.keys(labels) : []));
  const unknown = queries.flatMap((query) => {
    const allowed = new Set([
      'job',
      'instance',
      'le',
      ...(query.match(/\b(devchat|process|nodejs)_\w+/g) ?? []).flatMap(labelsOf),
    ]);
    const selected = [...query.matchAll(/(\w+)[!=]~?=?"/g)].map(([, label = '']) => label);
    const grouped = [...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) =>
      list.split(',').map((label) => label.trim()),
    );
    return [...selected, ...grouped].filter((label) => !allowed.has(label)).map((label) => `${label} in ${query}`);
  });
  expect(unknown).toEqual([]);
});

test('every metric of the table is drawn', () => {
  const drawn = new Set(asked);
  const missing = rows.filter(([name]) => ![name, `${name}_bucket`, `${name}_count`].some((one) => drawn.has(one)));
  expect(missing.map(([name]) => name)).toEqual([]);
});

test('every panel has a unit, a place of its own, and the data source that the reader chose', () => {
  expect(dashboard.templating.list).toContainEqual({ name: 'datasource', type: 'datasource' });
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');
  expect(panels.filter(({ fieldConfig, targets }) => fieldConfig === undefined || targets.length === 0)).toEqual([]);
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

test('the manual lists every metric', () => {
  const manual = file('operate.md');
  expect(rows.filter(([name]) => !manual.includes(`| \`${name}\` |`))).toEqual([]);
});

test('names and help follow the conventions of Prometheus', () => {
  for (const [name, { type, help, buckets = [] }] of rows) {
    expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
    expect(name).toMatch(/^(devchat|process|nodejs)_[a-z_]+$/);
    expect(help).toMatch(/^[A-Z].*\.$/);
    expect(buckets).toEqual(buckets.toSorted((one, other) => one - other));
  }
});
