// The embedded database: one directory, one process, the same SQL and driver as a PostgreSQL elsewhere.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockData } from './data-lock.ts';
import { syncPath } from './durable-fs.ts';
import { templatePath } from './embedded-template.ts';
import type { EmbeddedNews, EmbeddedTask } from './embedded-worker.ts';

export interface Embedded {
  /** Where node-postgres and MikroORM find it. */
  readonly connection: { readonly host: string; readonly port: number; readonly user: string; readonly dbName: string };
  /** Resolves if the database stops by itself. */
  readonly failed: Promise<Error>;
  close(): Promise<void>;
}

const port = 5432;
/** What a Unix socket's path may have at the most (sun_path, less its final NUL). */
const socketPathMaxBytes = 103;

/**
 * Opens the database in `dataDir`, made at the first time. A directory becomes a database when its mark `created` is on the
 * disk; without it, what is there is the rest of a creation that was cut short, holds nothing acknowledged, and is removed.
 */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  makeDirectory(dataDir);
  const lock = lockData(dataDir);
  const directory = join(dataDir, 'database');
  const mark = join(dataDir, 'created');
  const isNew = !existsSync(mark);
  const { folder, remove } = socketFolder(dataDir);
  const undo = () => {
    remove();
    lock.release();
  };
  try {
    if (isNew) rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const socket = join(folder, `.s.PGSQL.${port}`);
    const worker = await startWorker({ directory, socket, template: isNew ? templatePath() : null });
    if (isNew) finishCreation(dataDir, directory, mark);
    return { connection: { host: folder, port, user: 'postgres', dbName: 'postgres' }, ...supervise(worker, undo) };
  } catch (error) {
    undo();
    throw error;
  }
}

function makeDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Error(
      `the data directory ${dataDir} cannot be made (${error instanceof Error ? error.message : String(error)}); choose another with --data-dir.`,
    );
  }
}

/** Beside the data where the path is short enough, else in a private temporary folder. */
function socketFolder(dataDir: string): { folder: string; remove: () => void } {
  const socket = join(dataDir, `.s.PGSQL.${port}`);
  if (Buffer.byteLength(socket) <= socketPathMaxBytes) {
    rmSync(socket, { force: true });
    return { folder: dataDir, remove: () => rmSync(socket, { force: true }) };
  }
  const folder = mkdtempSync(join(tmpdir(), 'devchat-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function startWorker(task: EmbeddedTask): Promise<Worker> {
  const file = new URL(`./embedded-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  const worker = new Worker(file, { workerData: task, name: 'embedded-database', execArgv: [] });
  const news = await firstNews(worker);
  if (news.type === 'ready') return worker;
  await worker.terminate();
  throw new Error(news.type === 'refused' ? news.reason : 'the embedded database closed while it was opened.');
}

function firstNews(worker: Worker): Promise<EmbeddedNews> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`the embedded database ended with code ${code} while it was opened.`)),
    );
  });
}

/** Every file of a new database is put on the disk before the mark that makes it one. */
function finishCreation(dataDir: string, directory: string, mark: string): void {
  for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    const whole = join(directory, path);
    const kind = statSync(whole);
    if (kind.isFile() || kind.isDirectory()) syncPath(whole);
  }
  syncPath(directory);
  writeFileSync(mark, 'The database in this directory is complete.\n', { flush: true });
  syncPath(dataDir);
}

function supervise(worker: Worker, undo: () => void): Pick<Embedded, 'failed' | 'close'> {
  let closing = false;
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const failed = new Promise<Error>((resolve) => {
    worker.once('error', (error) => resolve(new Error(`the embedded database failed: ${error.message}`)));
    worker.once('exit', () => {
      if (!closing) resolve(new Error('the embedded database ended unexpectedly.'));
    });
  });
  const close = async () => {
    closing = true;
    const closed = new Promise<void>((resolve) => worker.once('message', () => resolve()));
    worker.postMessage('close');
    await Promise.race([closed, gone]);
    await worker.terminate();
    undo();
  };
  return { failed, close };
}
