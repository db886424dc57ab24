// Which database a node runs on: the PostgreSQL that the configuration names, or the embedded one.
import type { Config } from './config.ts';
import type { Logger } from './handlers/context.ts';
import { openEmbedded } from './store/embedded.ts';
import { openStore, type OpenStore } from './store/open.ts';

export interface OpenDatabase extends OpenStore {
  /** Resolves if the database stops by itself and the node cannot go on. */
  readonly failed: Promise<Error>;
}

/** Connections of a node to its PostgreSQL. */
const poolMax = 10;

export async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  const warn = (text: string) => log.warn({}, text);
  const { database } = config;
  if (database.type === 'postgresql') {
    const store = await openStore({ connection: { clientUrl: database.url }, poolMax, shared: true, warn });
    return { ...store, failed: new Promise(() => {}) };
  }
  const embedded = await openEmbedded(database.dataDir);
  try {
    const store = await openStore({ connection: embedded.connection, poolMax: 1, shared: false, warn });
    const close = async () => {
      await store.close();
      await embedded.close();
    };
    return { ...store, close, failed: embedded.failed };
  } catch (error) {
    await embedded.close();
    throw error;
  }
}
