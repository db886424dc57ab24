// The metrics of the table as objects of prom-client, each made with its labels and its first zeros.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { metricTable, type MetricName, type MetricRow } from './table.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly counter: (name: MetricName<'counter'>) => Counter;
  /** A counter that another part keeps: `read` is asked at every scrape, and never answers less than before. */
  readonly counted: (name: MetricName<'counter'>, read: () => number) => void;
  /** `read` is asked at every scrape; for a gauge with a label, once for each of its values. */
  readonly gauge: (name: MetricName<'gauge'>, read: (label: string) => number) => void;
  readonly histogram: (name: MetricName<'histogram'>) => Histogram;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const common = (name: keyof typeof metricTable) => {
    const { help, labels = {} }: MetricRow = metricTable[name];
    return { name, help, labelNames: Object.keys(labels), registers: [registry] };
  };
  return {
    registry,
    counter: (name) => {
      const counter = new Counter(common(name));
      for (const labels of firstSeries(metricTable[name])) counter.inc(labels, 0);
      return counter;
    },
    counted: (name, read) => {
      const collect = function (this: Counter) {
        this.reset();
        this.inc(read());
      };
      new Counter({ ...common(name), collect });
    },
    gauge: (name, read) => {
      const collect = function (this: Gauge) {
        for (const labels of firstSeries(metricTable[name])) this.set(labels, read(Object.values(labels)[0] ?? ''));
      };
      new Gauge({ ...common(name), collect });
    },
    histogram: (name) => {
      return new Histogram({ ...common(name), buckets: [...metricTable[name].buckets] });
    },
  };
}

/** One series for each value of the only label. Those with two labels would be hundreds, most of which never happen. */
function firstSeries({ labels = {} }: MetricRow): Record<string, string>[] {
  const [first, ...others] = Object.entries(labels);
  if (first === undefined) return [{}];
  const [label, values] = first;
  return others.length > 0 ? [] : values.map((value) => ({ [label]: value }));
}
