// `npm run crash`: rounds of load and `kill -9`, to see that nothing acknowledged is lost, doubled or out of order.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { askOverHttp } from './client.ts';
import { checkDatabase } from './crash/check.ts';
import { runRound, sendersPerRound, type Scene } from './crash/round.ts';
import { createDatabase, databaseKinds, withDriver, type DatabaseKind } from './database.ts';
import { startHost, type Host } from './host.ts';

const help = `npm run crash -- [--rounds 20] [--database ${databaseKinds.join('|')}] [--seed N]
Needs a build. A PostgreSQL is the one of BENCH_DATABASE_URL, or the one on this machine.`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    database: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const evidenceMax = 10;
const roundMaxMs = 60_000;

async function rounds(kind: DatabaseKind, total: number, seed: number): Promise<boolean> {
  console.log(`${kind}: ${total} rounds, seed ${seed}`);
  const database = await createDatabase(kind);
  let host: Host | undefined;
  try {
    host = await startHost(database);
    const tokens = await signUp(host.url, sendersPerRound + 2);
    for (let number = 1; number <= total; number++) {
      const started = performance.now();
      const scene: Scene = { database, host, tokens };
      const round = await inTime(runRound(scene, number, seed + number));
      host = round.host;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${kind} ${number}/${total}: ${round.summary}; ${seconds} s`);
      if (round.problems.length > 0) return broken(round.problems, kind, seed + number - 1);
    }
    await host.stop();
    host = undefined;
    const problems: string[] = [];
    const stored = await withDriver(database.place, (client) =>
      checkDatabase(client, (problem) => problems.push(problem)),
    );
    console.log(`${kind}: ${stored} messages in all`);
    return problems.length === 0 || broken(problems, kind, seed);
  } finally {
    await host?.kill();
    await database.drop();
  }
}

/** A round that hangs is broken too. */
async function inTime<T>(round: Promise<T>): Promise<T> {
  const late = sleep(roundMaxMs, undefined, { ref: false }).then(() => {
    throw new Error(`a round did not end within ${roundMaxMs} ms`);
  });
  return await Promise.race([round, late]);
}

function broken(problems: readonly string[], kind: DatabaseKind, seed: number): false {
  for (const problem of problems.slice(0, evidenceMax)) console.error(`BROKEN ${problem}`);
  if (problems.length > evidenceMax) console.error(`... and ${problems.length - evidenceMax} more`);
  console.error(`again: npm run crash -- --rounds 1 --database ${kind} --seed ${seed}`);
  return false;
}

async function signUp(url: string, count: number): Promise<string[]> {
  const ask = askOverHttp(url, undefined);
  const users = Array.from({ length: count }, (_, i) => ({ username: `user${i}`, password: `password of ${i}` }));
  return (await Promise.all(users.map((user) => ask('auth.signup', user)))).map(({ token }) => token);
}

async function main(): Promise<number> {
  if (values.help) {
    console.log(help);
    return 0;
  }
  const kinds = databaseKinds.filter((kind) => values.database === undefined || kind === values.database);
  if (kinds.length === 0 || !/^\d+$/.test(values.rounds) || !/^\d+$/.test(values.seed)) {
    console.error(help);
    return 2;
  }
  let whole = true;
  for (const kind of kinds) whole = (await rounds(kind, Number(values.rounds), Number(values.seed))) && whole;
  return whole ? 0 : 1;
}

process.exit(await main());
