// Opens the database that the configuration names, brings its schema up to date, and hands out its connections.
import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { Pool, type PoolClient } from 'pg';
import { rows, type Database } from './database.ts';
import { entities } from './entities.ts';
import { migrate, migrationsList } from './migrate.ts';

export interface OpenStore {
  readonly db: Database;
  /** Names this database for its clients: a position in one epoch means nothing in another. */
  readonly epoch: string;
  close(): Promise<void>;
}

export interface Connect {
  /** Options of node-postgres: a URL, or the place of the embedded database's socket. */
  readonly connection:
    | { readonly clientUrl: string }
    | { readonly host: string; readonly port: number; readonly user: string; readonly dbName: string };
  readonly poolMax: number;
  /** Whether other nodes may use the database: an embedded one belongs to its process, and has a single session. */
  readonly shared: boolean;
  readonly warn: (text: string) => void;
}

export async function openStore({ connection, poolMax, shared, warn }: Connect): Promise<OpenStore> {
  const orm = await MikroORM.init({
    ...connection,
    entities,
    extensions: [Migrator],
    // Without `snapshot: false` it writes a file into the folder that the host was started in.
    migrations: { migrationsList, silent: true, snapshot: false },
    pool: { min: 0, max: poolMax, ...(shared ? {} : { idleTimeoutMillis: 0 }) },
    logger: warn,
    driverOptions: {
      application_name: 'devchat',
      connectionTimeoutMillis: 10_000,
      onConnect: shared ? prepareShared : prepareEmbedded,
    },
  });
  const urgent = shared && 'clientUrl' in connection ? urgentPool(connection.clientUrl, warn) : undefined;
  const close = async () => {
    await urgent?.end();
    await orm.close(true);
  };
  try {
    const pool = await poolOf(orm);
    await migrate(orm, shared ? pool : undefined);
    const db: Database = {
      orm,
      pool,
      answerMaxMs,
      urgent: urgent === undefined ? { pool, answerMaxMs } : { pool: urgent, answerMaxMs: urgentAnswerMaxMs },
    };
    const [host] = await rows<{ epoch: string }>(db, { name: 'epoch', text: 'select epoch from host' }, []);
    return { db, epoch: host?.epoch ?? '', close };
  } catch (error) {
    await close();
    throw error;
  }
}

const answerMaxMs = 30_000;
/** Shorter than for other questions: until it is answered a node tells nobody anything. */
const urgentAnswerMaxMs = 3000;

function urgentPool(connectionString: string, warn: Connect['warn']): Pool {
  const pool = new Pool({
    connectionString,
    max: 1,
    application_name: 'devchat urgent',
    connectionTimeoutMillis: 10_000,
    options: avoided.map((plan) => `-c ${plan}=off`).join(' '),
  });
  // A connection that breaks while nobody asks is made anew by who asks next.
  pool.on('error', (error) => warn(error.message));
  return pool;
}

/**
 * Plans are kept for as long as a connection lives, and are made while tables are small and nothing has gathered statistics:
 * reading a whole table then looks cheap, and later costs every send the length of the history. Each of devchat's questions
 * has its index, and is to use it.
 */
const avoided = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'];
const useIndexes = avoided.map((plan) => `set ${plan} = off`).join('; ');

/** A node that stands still in the middle of a transaction must not make the others wait for its locks. */
const endIdleTransactions = `set idle_in_transaction_session_timeout = '10s'`;

async function prepareShared(client: PoolClient): Promise<void> {
  await client.query(`${useIndexes}; ${endIdleTransactions}`);
}

/** A connection of the embedded database inherits the session of the one before it, prepared statements included. */
async function prepareEmbedded(client: PoolClient): Promise<void> {
  await client.query(`deallocate all; ${useIndexes}`);
}

async function poolOf(orm: MikroORM): Promise<Pool> {
  await orm.connect();
  return await orm.em.getConnection().getNativeClient();
}
