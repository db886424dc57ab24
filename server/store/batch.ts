// One batch from the queue to its senders: written, then announced once for each channel and every sender told.
import type { ChannelId, MessageId } from '../../common/ids.ts';
import type { Message } from '../../common/model.ts';
import type { WrittenBatch } from '../domain/meter.ts';
import { appendDrafts, type Appended, type Draft } from './append.ts';
import { isLostRace, isOutage, type Database } from './database.ts';

export interface Waiting {
  readonly draft: Draft;
  readonly settle: (outcome: Appended | Promise<Appended>) => void;
}

/** Called after a commit, once for each channel in it, with its messages in the order of `seq`. */
export type OnCommit = (channel: ChannelId, messages: readonly Message[]) => void;

export interface Observers {
  readonly onCommit: OnCommit;
  /** Called once for each batch, when all of it was announced. */
  readonly onBatch?: (batch: WrittenBatch) => void;
}

/** How often a batch that lost a race or its connection is tried again: ids make the repetition harmless. */
const attempts = 4;
const retryAfterMs = 100;

/** What remains to be done after a commit: announce it and tell the senders. */
export type Tell = () => void;

/** Writes a batch; resolves after the commit, and never rejects. */
export async function writeBatch(db: Database, batch: readonly Waiting[], observers: Observers): Promise<Tell> {
  const firsts = firstOfEachId(batch);
  const beganAt = performance.now();
  try {
    const { outcomes, repeated } = await appendPatiently(db, firsts);
    const committedAt = performance.now();
    return () => {
      const stored = announce(outcomes, repeated, observers.onCommit);
      observers.onBatch?.({ drafts: firsts.length, stored, beganAt, committedAt });
      settleAll(batch, new Map(firsts.map((draft, index) => [draft, outcomes[index]])), (again) => {
        void writeBatch(db, [again], observers).then((tell) => tell());
      });
    };
  } catch (error) {
    return await isolate(db, batch, observers, error);
  }
}

/** The same id again in one batch is written again, now that the fate of the first is known: it is the same message, or another try. */
function settleAll(
  batch: readonly Waiting[],
  outcomes: ReadonlyMap<Draft, Appended | undefined>,
  writeAgain: (waiting: Waiting) => void,
): void {
  for (const waiting of batch) {
    const outcome = outcomes.get(waiting.draft);
    if (outcome === undefined) writeAgain(waiting);
    else waiting.settle(outcome);
  }
}

function rejectAll(batch: readonly Waiting[], error: unknown): void {
  for (const { settle } of batch) settle(Promise.reject(error));
}

/** A row that the database refuses must not take its neighbours with it: each is tried alone. */
async function isolate(db: Database, batch: readonly Waiting[], observers: Observers, error: unknown): Promise<Tell> {
  // A database that is away refuses all of them alike, and each would wait in vain.
  if (batch.length === 1 || isOutage(error)) return () => rejectAll(batch, error);
  for (const waiting of batch) (await writeBatch(db, [waiting], observers))();
  return () => {};
}

/**
 * After a repetition, a draft that is known may have been written by the attempt whose answer was lost: it is announced as
 * well, since a client that has it already ignores it. Answers how many were announced.
 */
function announce(outcomes: readonly Appended[], repeated: boolean, onCommit: OnCommit): number {
  const written = outcomes.flatMap((outcome) =>
    outcome.type === 'written' || (repeated && outcome.type === 'known') ? [outcome.message] : [],
  );
  const byChannel = Map.groupBy(written, (message) => message.channel);
  for (const [channel, messages] of byChannel) {
    onCommit(
      channel,
      messages.toSorted((one, other) => one.seq - other.seq),
    );
  }
  return written.length;
}

function firstOfEachId(batch: readonly Waiting[]): Draft[] {
  const drafts = new Map<MessageId, Draft>();
  for (const { draft } of batch) if (!drafts.has(draft.id)) drafts.set(draft.id, draft);
  return [...drafts.values()];
}

async function appendPatiently(
  db: Database,
  drafts: readonly Draft[],
  attempt = 1,
): Promise<{ outcomes: Appended[]; repeated: boolean }> {
  try {
    return { outcomes: await appendDrafts(db, drafts), repeated: attempt > 1 };
  } catch (error) {
    if (attempt === attempts || !(isOutage(error) || isLostRace(error))) throw error;
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs * attempt));
    return await appendPatiently(db, drafts, attempt + 1);
  }
}
