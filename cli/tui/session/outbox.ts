// Sends what is in the outbox, in order per channel, until the host has acknowledged it or refused it.
import { MessageId, newId, type ChannelId } from '../../../common/ids.ts';
import { errorTable, type Refusal } from '../../../common/errors.ts';
import { isFailure, Lost, type Caller } from '../../net/caller.ts';
import type { Disk } from '../../store/disk.ts';
import type { OutboxRow } from '../../store/state.ts';
import type { Store } from '../../store/store.ts';

export interface Outbox {
  /** True once the text is on disk: only then may the composer be cleared. */
  send(channel: ChannelId, content: string): boolean;
  retry(id: MessageId): void;
  discard(id: MessageId): void;
  /** The connection is live: take up what is on disk and send it. */
  resume(): void;
}

const retryMs = 2000;

export function createOutbox(store: Store, disk: Disk, caller: Caller, isLive: () => boolean): Outbox {
  const busy = new Set<ChannelId>();

  const pump = () => {
    if (!isLive()) return;
    const { me, outbox } = store.get();
    for (const row of outbox) {
      if (row.user !== me?.id || row.state !== 'waiting' || busy.has(row.channel)) continue;
      busy.add(row.channel);
      void sendOne(row).then((wait) => {
        busy.delete(row.channel);
        if (wait === 0) pump();
        else setTimeout(pump, wait).unref();
      });
    }
  };

  /** Answers how long to wait before the channel's next row. */
  const sendOne = async (row: OutboxRow): Promise<number> => {
    const answer = await caller.call('message.send', { id: row.id, channel: row.channel, content: row.content });
    if (!isFailure(answer)) {
      disk.remove(row.id);
      store.apply({ type: 'outbox sent', id: row.id, rev: answer.rev });
      return 0;
    }
    if (answer instanceof Lost) return retryMs;
    if (passes(answer)) return Math.max(answer.retry_after_ms ?? retryMs, 100);
    disk.fail(row.id, answer);
    setRow(store, row.id, { state: 'failed', reason: { code: answer.code, message: answer.message } });
    return 0;
  };

  return {
    send(channel, content) {
      const row = newRow(store, channel, content);
      if (row === null) return false;
      disk.add(row);
      store.apply({ type: 'outbox', rows: [...store.get().outbox, row] });
      pump();
      return true;
    },
    retry(id) {
      disk.retry(id);
      setRow(store, id, { state: 'waiting', reason: null });
      pump();
    },
    discard(id) {
      disk.remove(id);
      store.apply({ type: 'outbox', rows: store.get().outbox.filter((row) => row.id !== id) });
    },
    resume() {
      takeUp(store, disk);
      pump();
    },
  };
}

function newRow(store: Store, channel: ChannelId, content: string): OutboxRow | null {
  const user = store.get().me?.id;
  if (user === undefined) return null;
  return { id: newId(MessageId), channel, user, content, createdAt: Date.now(), state: 'waiting', reason: null };
}

/** Rows on disk that this client does not show yet: from before a crash, or of a client that is gone. */
function takeUp(store: Store, disk: Disk): void {
  const { me, outbox } = store.get();
  if (me === null) return;
  const known = new Set(outbox.map((row) => row.id));
  const found = disk.take(me.id, Date.now()).filter((row) => !known.has(row.id));
  if (found.length > 0) store.apply({ type: 'outbox', rows: [...found, ...outbox] });
}

/** About the moment, not about the message; a login that ended says nothing about it either, and the next one sends it. */
function passes({ code }: Refusal): boolean {
  return errorTable[code].again || code === 'not_logged_in' || code === 'suspended';
}

function setRow(store: Store, id: MessageId, change: Pick<OutboxRow, 'state' | 'reason'>): void {
  const rows = store.get().outbox.map((row) => (row.id === id ? { ...row, ...change } : row));
  store.apply({ type: 'outbox', rows });
}
