// A lock on a data directory against a second process, which the kernel releases when its holder dies, however it dies.
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';

export interface DataLock {
  release(): void;
}

/**
 * SQLite's exclusive lock is a lock of the kernel (fcntl), which Node offers no other way to take. Throws an error for a
 * person when another process holds it.
 */
export function lockData(dataDir: string): DataLock {
  const file = new DatabaseSync(join(dataDir, 'lock'));
  try {
    file.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (error) {
    file.close();
    if (!(error instanceof Error) || !/locked/.test(error.message)) throw error;
    throw new Error(
      `another devchat serve uses ${dataDir}; stop it, give this one another --data-dir, or let both use one PostgreSQL by DATABASE_URL.`,
    );
  }
  return { release: () => file.close() };
}
