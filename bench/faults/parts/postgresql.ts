// A PostgreSQL cluster of the run's own, so that it can be killed, and its disk filled.
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Place } from '../../database.ts';
import { startDaemon, untilReady, type Daemon } from './process.ts';

export interface Cluster {
  place(database: string): Place;
  /** Starts it, after an end of any kind too; resolves when it answers. */
  start(): Promise<void>;
  /** `kill -9` of all its processes. */
  kill(): Promise<void>;
  readonly isRunning: boolean;
  query<Row extends pg.QueryResultRow>(database: string, text: string): Promise<Row[]>;
}

/** Recovery after a kill reads the log since the last checkpoint, which on a busy machine takes its time. */
const startMaxMs = 60_000;

export interface ClusterOptions {
  /** Its data lives in `data`, logs go to a file in `folder`. */
  readonly data: string;
  readonly folder: string;
  readonly port: number;
}

export function createCluster({ data, folder, port }: ClusterOptions): Cluster {
  const bin = programs();
  const owner = ownerOf();
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(data, owner.uid, owner.gid);
  const initdb = ['-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-D', data];
  execFileSync(join(bin, 'initdb'), initdb, { ...owner, stdio: ['ignore', 'ignore', 'inherit'] });
  const log = openSync(join(folder, 'postgresql.log'), 'a');
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=on',
    'synchronous_commit=on',
    'max_connections=120',
    'shared_buffers=64MB',
    'min_wal_size=32MB',
    'max_wal_size=96MB',
  ];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const url = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  let daemon: Daemon | undefined;

  const query: Cluster['query'] = async (database, text) => {
    const client = new pg.Client({ connectionString: url(database), connectionTimeoutMillis: 5000 });
    // A connection that is killed says so by an event besides.
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };

  return {
    place: (database) => ({ DATABASE_URL: url(database), DEVCHAT_DATA_DIR: '' }),
    start: async () => {
      daemon = startDaemon(join(bin, 'postgres'), args, { ...owner, cwd: data, stdio: ['ignore', log, log] });
      await untilReady('PostgreSQL', startMaxMs, () => query('postgres', 'select 1'));
    },
    kill: async () => daemon?.kill(),
    get isRunning() {
      return daemon?.isRunning === true;
    },
    query,
  };
}

/** PostgreSQL refuses to run as root. */
function ownerOf(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Where Debian keeps the newest version, unless `PG_BIN` names another place. */
function programs(): string {
  const named = process.env['PG_BIN'];
  if (named !== undefined && named !== '') return named;
  const root = '/usr/lib/postgresql';
  const newest = readdirSync(root).toSorted((a, b) => Number(b) - Number(a))[0] ?? '';
  return join(root, newest, 'bin');
}
