// Reads what a node tells Prometheus, as Prometheus does: the text format, line by line.

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Scraped {
  readonly samples: readonly Sample[];
  /** The value of the one series `name` or `name{label="value",...}`; throws where there is none. */
  value(series: string): number;
}

export async function scrape(url: string, token?: string): Promise<Scraped> {
  const response = await fetch(
    `${url}/metrics`,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  );
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const values = new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
  return {
    samples: [...values].map(([series, value]) => ({ ...namesOf(series), value })),
    value: (series) => {
      const value = values.get(series);
      if (value === undefined) throw new Error(`no ${series} among ${[...values.keys()].join(', ')}`);
      return value;
    },
  };
}

function namesOf(series: string): Pick<Sample, 'name' | 'labels'> {
  const pairs = [...series.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value] as const);
  return { name: series.replace(/\{.*/, ''), labels: Object.fromEntries(pairs) };
}
