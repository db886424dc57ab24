// Which database a node runs on: the PostgreSQL that the configuration names, or the embedded one.
import type { Config } from './config.ts';
import type { Logger } from './handlers/context.ts';
import { openStore, type OpenStore } from './store/open.ts';

export interface OpenDatabase extends OpenStore {
  readonly failed: Promise<Error>;
}

/** Connections of a node to its PostgreSQL. */
const poolMax = 10;

export async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  const warn = (text: string) => log.warn({}, text);
  const { database } = config;
  if (database.type === 'postgresql') {
    const store = await openStore({ connection: { clientUrl: database.url }, poolMax, namedStatements: true, warn });
    return { ...store, failed: new Promise(() => {}) };
  }
  throw new Error('embedded: soon');
}
