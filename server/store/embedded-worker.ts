// The thread that the embedded database runs in: PGlite on durable files, served on a Unix socket to ordinary PostgreSQL clients.
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { DurableFs } from './durable-fs.ts';
import { readyOnlyAtTheEnd } from './one-ready.ts';

/** What `embedded.ts` hands over. */
export interface EmbeddedTask {
  readonly directory: string;
  readonly socket: string;
  /** A prepared data directory (tar.gz) to start from; null creates one, or opens what is there. */
  readonly template: string | null;
}

export type EmbeddedNews =
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'closed' };

const tell = (news: EmbeddedNews) => parentPort?.postMessage(news);

async function open({ directory, socket, template }: EmbeddedTask): Promise<() => Promise<void>> {
  const fs = new DurableFs(directory);
  const durable = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=32MB'];
  const db = await PGlite.create({
    fs,
    startParams: [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), ...durable],
    ...(template === null ? {} : { loadDataDir: new Blob([await readFile(template)]) }),
  });
  const before = fs.synced.count;
  await db.exec('create table devchat_self_check (); drop table devchat_self_check');
  if (fs.synced.count === before)
    throw new Error('a commit of the embedded database did not reach the disk, so it is not safe to use.');
  readyOnlyAtTheEnd(db);
  // One connection: the socket server hands PostgreSQL single protocol messages, and those of two clients would mix.
  const server = new PGLiteSocketServer({ db, path: socket, maxConnections: 1 });
  await server.start();
  return async () => {
    await server.stop();
    await db.close();
  };
}

try {
  const close = await open(workerData as EmbeddedTask);
  parentPort?.once('message', () => {
    close().then(
      () => tell({ type: 'closed' }),
      () => tell({ type: 'closed' }),
    );
  });
  tell({ type: 'ready' });
} catch (error) {
  tell({ type: 'refused', reason: error instanceof Error ? error.message : String(error) });
}
