// `npm run bench`: each figure beside its floor, taken in the same run on the same machine.
import { parseArgs } from 'node:util';
import { databaseKinds, type DatabaseKind } from './database.ts';
import { isMet, table, type Figure } from './figures.ts';
import { fanoutFigures } from './rows/fanout.ts';
import { historyFigures } from './rows/history.ts';
import { loginsFigures } from './rows/logins.ts';
import { memoryFigures } from './rows/memory.ts';
import { nodesFigures } from './rows/nodes.ts';
import { reconnectFigures } from './rows/reconnect.ts';
import { sendsFigures } from './rows/sends.ts';
import { startFigures } from './rows/start.ts';
import { suggestFigures } from './rows/suggest.ts';

type Measure = (kinds: readonly DatabaseKind[], node: readonly string[]) => Promise<Figure[]>;

const onEach =
  (measure: (kind: DatabaseKind, node: readonly string[]) => Promise<Figure[]>): Measure =>
  async (kinds, node) => {
    const figures: Figure[] = [];
    for (const kind of kinds) figures.push(...(await measure(kind, node)));
    return figures;
  };

const measures: Record<string, Measure> = {
  start: startFigures,
  memory: memoryFigures,
  sends: onEach(sendsFigures),
  fanout: onEach(fanoutFigures),
  nodes: nodesFigures,
  logins: onEach(loginsFigures),
  reconnect: onEach(reconnectFigures),
  history: onEach(historyFigures),
  suggest: onEach(suggestFigures),
};

const help = `npm run bench -- [--only ${Object.keys(measures).join('|')}] [--database ${databaseKinds.join('|')}] [--json] [--profile]
Needs a build. A PostgreSQL is the one of BENCH_DATABASE_URL, or the one on this machine; the NATS of two nodes that of BENCH_NATS_URL.
--profile leaves a CPU profile of every host in .cache/profiles.`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    database: { type: 'string' },
    json: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function main(): Promise<number> {
  const kinds = databaseKinds.filter((kind) => values.database === undefined || kind === values.database);
  const names = Object.keys(measures).filter((name) => values.only === undefined || name === values.only);
  if (values.help || kinds.length === 0 || names.length === 0) {
    console.log(help);
    return values.help ? 0 : 2;
  }
  const node = values.profile ? ['--cpu-prof', '--cpu-prof-dir=.cache/profiles'] : [];
  const figures: Figure[] = [];
  for (const name of names) {
    console.error(`${name} ...`);
    figures.push(...((await measures[name]?.(kinds, node)) ?? []));
  }
  console.log(
    values.json ? JSON.stringify(figures.map((figure) => ({ ...figure, met: isMet(figure) }))) : table(figures),
  );
  return 0;
}

process.exit(await main());
