// The writer of one node: what arrives while one batch is being committed forms the next one, so no send waits for a timer.
import type { MessageId } from '../../common/ids.ts';
import { deleteMessage, editMessage, type Appended, type Change, type Draft, type Rewritten } from './append.ts';
import type { AuditEntry } from './audit.ts';
import { writeBatch, type Observers, type Tell, type Waiting } from './batch.ts';
import { nextTurn } from '../domain/slices.ts';
import type { Database } from './database.ts';

export interface Writer {
  /** Resolves after the commit. `busy`: the queue is full or the writer is closed; nothing was written. */
  append(draft: Draft): Promise<Appended | { readonly type: 'busy' }>;
  /** Undefined where the message was deleted meanwhile; `busy` as above. */
  edit(id: MessageId, rewritten: Rewritten): Promise<Change | 'busy' | undefined>;
  /** `entry`: for the audit log, where somebody else than the author does it. */
  delete(id: MessageId, entry?: AuditEntry): Promise<Change | 'busy' | undefined>;
  /**
   * Runs a change between two batches: what this node acknowledges later was written after it, and what it took from
   * somebody, they do not have in any batch that follows. It must not wait for this writer itself.
   */
  between<T>(change: () => Promise<T>): Promise<T | 'busy'>;
  /** How many sends and changes wait for their commit. */
  waiting(): number;
  /** Takes nothing further, and resolves when what was taken is written. */
  close(): Promise<void>;
}

export interface WriterOptions extends Observers {
  readonly batchMax: number;
  readonly queueMax: number;
}

/** Changes are written one by one, so only a few go between two batches: edits must not hold up sends. */
const changesPerTurn = 8;

export function createWriter(db: Database, options: WriterOptions): Writer {
  const queue: Waiting[] = [];
  const changes: (() => Promise<void>)[] = [];
  let running: Promise<void> | undefined;
  let closed = false;

  const run = async () => {
    // One turn of the event loop later: frames that came in one read of many sockets join the same batch.
    await nextTurn();
    let tell: Tell | undefined;
    while (queue.length + changes.length > 0) {
      for (const change of changes.splice(0, changesPerTurn)) await change();
      const batch = queue.splice(0, options.batchMax);
      if (batch.length === 0) continue;
      const writing = writeBatch(db, batch, options);
      // The next batch is on its way to the database before the last one is told, so that both work at the same time.
      if (tell !== undefined) await nextTurn();
      tell?.();
      tell = await writing;
      if (queue.length > 0 && changes.length === 0) continue;
      tell();
      tell = undefined;
    }
    // In the same turn as the last look at the queue: what arrives from here on starts the next run.
    running = undefined;
  };

  const wake = () => {
    running ??= run();
  };

  /** Changes take their turn between batches, so that this node announces a channel's changes in the order of their commits. */
  const inTurn = <T>(change: () => Promise<T>): Promise<T | 'busy'> => {
    if (full(changes)) return Promise.resolve('busy');
    return new Promise((resolve, reject) => {
      changes.push(() => change().then(resolve, reject));
      wake();
    });
  };

  const full = (waiting: readonly unknown[]) => closed || waiting.length >= options.queueMax;

  return {
    append: (draft) => {
      if (full(queue)) return Promise.resolve({ type: 'busy' });
      return new Promise((resolve) => {
        queue.push({ draft, settle: resolve });
        wake();
      });
    },
    edit: (id, rewritten) => inTurn(() => editMessage(db, id, rewritten)),
    delete: (id, entry) => inTurn(() => deleteMessage(db, id, entry)),
    between: inTurn,
    waiting: () => queue.length + changes.length,
    close: async () => {
      closed = true;
      await running;
    },
  };
}
