// A process for tests that writes numbers into an embedded database, one commit each, and prints each once it is acknowledged.
import { spawn } from 'node:child_process';

const program = `
  import { openEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
  import pg from 'pg';
  const { connection } = await openEmbedded(process.argv[1]);
  const client = new pg.Client({ ...connection, database: connection.dbName });
  await client.connect();
  await client.query('create table if not exists numbers (n int)');
  for (let n = 0; ; n++) {
    await client.query('insert into numbers values ($1)', [n]);
    process.stdout.write(n + '\\n');
  }`;

export interface NumberWriter {
  /** The last number that was acknowledged. */
  acknowledged(): number;
  /** Resolves when `n` was acknowledged. */
  reach(n: number): Promise<void>;
  /** Stops it in the middle of whatever it does, for as long as `during` takes. */
  frozen<T>(during: () => T): T;
  kill(): Promise<void>;
}

export function startNumberWriter(folder: string): NumberWriter {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: new URL('../..', import.meta.url),
  });
  let acknowledged = -1;
  const watchers = new Set<() => void>();
  child.stdout.on('data', (data: Buffer) => {
    acknowledged = Number(data.toString('utf8').trim().split('\n').at(-1));
    for (const look of watchers) look();
  });
  return {
    acknowledged: () => acknowledged,
    reach: (n) => new Promise((resolve) => watchers.add(() => (acknowledged >= n ? resolve() : undefined))),
    frozen: (during) => {
      child.kill('SIGSTOP');
      const result = during();
      child.kill('SIGCONT');
      return result;
    },
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}
