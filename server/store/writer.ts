// The writer of one node: what arrives while one batch is being committed forms the next one, so a batch waits for no timer.
import type { ChannelId, MessageId } from '../../common/ids.ts';
import type { Message } from '../../common/model.ts';
import { appendDrafts, deleteMessage, editMessage, type Appended, type Change, type Draft } from './append.ts';
import type { Database } from './database.ts';

export interface Writer {
  /** Resolves after the commit. `busy`: the queue is full or the writer is stopping; nothing was written. */
  append(draft: Draft): Promise<Appended | { readonly type: 'busy' }>;
  edit(id: MessageId, content: string, mentioned: readonly string[]): Promise<Change | undefined>;
  delete(id: MessageId): Promise<Change | undefined>;
  /** Takes nothing new, and resolves when what was taken is written. */
  close(): Promise<void>;
}

export interface WriterOptions {
  readonly batchMax: number;
  readonly queueMax: number;
  /** Called after each commit, once for each channel in it, before the senders are told. */
  readonly onCommit: (channel: ChannelId, messages: readonly Message[]) => void;
}

interface Waiting {
  readonly draft: Draft;
  readonly settle: (outcome: Promise<Appended>) => void;
}

/** How often a batch that lost a race or its connection is tried again: ids make the repetition harmless. */
const attempts = 4;
const retryAfterMs = 100;

/** PostgreSQL's codes after which the same statement may succeed: lost races (23505, 40*), and a server going or gone (57P*, 08*). */
const retryable = /^(23505|40...|57P..|08...|ECONN.*|EPIPE)$/;

export function createWriter(db: Database, options: WriterOptions): Writer {
  const queue: Waiting[] = [];
  const changes: (() => Promise<unknown>)[] = [];
  let running: Promise<void> | undefined;
  let closed = false;

  const append: Writer['append'] = (draft) => {
    if (closed || queue.length >= options.queueMax) return Promise.resolve({ type: 'busy' });
    return new Promise((resolve) => {
      queue.push({ draft, settle: resolve });
      wake();
    });
  };

  /** Changes take their turn between batches, so that this node announces a channel's changes in the order of their commits. */
  const inTurn = <T>(change: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      changes.push(() => change().then(resolve, reject));
      wake();
    });

  const wake = () => {
    running ??= run().finally(() => (running = undefined));
  };

  const run = async () => {
    // One turn of the event loop later: the frames that came in one read of many sockets join the same batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length + changes.length > 0) {
      for (const change of changes.splice(0)) await change();
      if (queue.length > 0) await writeBatch(queue.splice(0, options.batchMax));
    }
  };

  const writeBatch = async (batch: Waiting[]) => {
    const drafts = uniqueDrafts(batch);
    const outcomes = appendAll(db, [...drafts.values()]);
    const settled = await outcomes.then(
      (all) => new Map([...drafts.keys()].map((id, index) => [id, all[index]])),
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    if (settled instanceof Error) return await isolate(batch, settled);
    announce([...settled.values()]);
    for (const { draft, settle } of batch) {
      const outcome = settled.get(draft.id);
      const own = drafts.get(draft.id) === draft;
      if (outcome === undefined) settle(Promise.reject(new Error('a batch answered without one of its drafts')));
      // The same id twice in one batch: the second one is answered by asking again, now that the first is stored.
      else settle(own ? Promise.resolve(outcome) : appendAll(db, [draft]).then((again) => first(again)));
    }
  };

  /** One row that the database refuses must not take its neighbours with it: each is tried alone. */
  const isolate = async (batch: Waiting[], error: Error) => {
    if (batch.length === 1) return batch[0]?.settle(Promise.reject(error));
    for (const waiting of batch) await writeBatch([waiting]);
  };

  const announce = (outcomes: readonly (Appended | undefined)[]) => {
    const written = new Map<ChannelId, Message[]>();
    for (const outcome of outcomes) {
      if (outcome?.type !== 'written') continue;
      const { message } = outcome;
      const channel = written.get(message.channel);
      if (channel === undefined) written.set(message.channel, [message]);
      else channel.push(message);
    }
    for (const [channel, messages] of written) options.onCommit(channel, messages);
  };

  return {
    append,
    edit: (id, content, mentioned) => inTurn(() => editMessage(db, id, content, mentioned)),
    delete: (id) => inTurn(() => deleteMessage(db, id)),
    close: async () => {
      closed = true;
      await running;
    },
  };
}

function uniqueDrafts(batch: readonly Waiting[]): Map<MessageId, Draft> {
  const drafts = new Map<MessageId, Draft>();
  for (const { draft } of batch) if (!drafts.has(draft.id)) drafts.set(draft.id, draft);
  return drafts;
}

async function appendAll(db: Database, drafts: readonly Draft[], attempt = 1): Promise<Appended[]> {
  try {
    return await appendDrafts(db, drafts);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (attempt === attempts || !retryable.test(code)) throw error;
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs * attempt));
    return await appendAll(db, drafts, attempt + 1);
  }
}

function first<T>(list: readonly T[]): T {
  const [item] = list;
  if (item === undefined) throw new Error('a batch of one answered nothing');
  return item;
}
