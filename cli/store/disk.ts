// What survives a crash and a reboot: the outbox and the drafts of one profile, in one SQLite file that several clients may share.
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { ErrorCode } from '../../common/errors.ts';
import { ChannelId, MessageId, UserId } from '../../common/ids.ts';
import { ErrorBody } from '../../common/frame.ts';
import type { OutboxRow } from './state.ts';

export interface Disk {
  /** Returns once the row is on disk for good; only then may the composer be cleared. */
  readonly add: (row: OutboxRow) => void;
  /** Takes the row out: the host has it, or the person gave it up. */
  readonly remove: (id: MessageId) => void;
  readonly fail: (id: MessageId, reason: { code: ErrorCode; message: string }) => void;
  readonly retry: (id: MessageId) => void;
  /** Rows of this user that this client is to send: its own, and those of clients that are gone. */
  readonly take: (user: UserId, now: number) => OutboxRow[];
  readonly draft: (of: DraftKey) => string;
  readonly saveDraft: (of: DraftKey, text: string) => void;
  /** A small text that the next start wants: the last screen, the last channel. */
  readonly note: (key: string) => string | null;
  readonly saveNote: (key: string, value: string) => void;
  readonly close: () => void;
}

/** Two people may use one profile, one after the other; a draft is its author's. */
export interface DraftKey {
  readonly user: UserId;
  readonly channel: ChannelId;
}

const Row = z.object({
  id: MessageId,
  channel: ChannelId,
  user: UserId,
  content: z.string(),
  created_at: z.number(),
  failed_code: z.nullable(ErrorBody.shape.code),
  failed_message: z.nullable(z.string()),
});
const Draft = z.object({ text: z.string() });

const schema = `
  CREATE TABLE IF NOT EXISTS outbox (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, user TEXT NOT NULL, content TEXT NOT NULL, created_at INTEGER NOT NULL,
    failed_code TEXT, failed_message TEXT, client INTEGER NOT NULL, seen_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS user_drafts (
    user TEXT NOT NULL, channel TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (user, channel)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
`;

/** A process id may have been given to another program since; a client that has said nothing for this long is gone. */
const clientSilentMs = 120_000;

/** `isRunning` says whether the client with a process id is still there, so that two clients do not send the same row. */
export function openDisk(path: string, pid = process.pid, isRunning: (pid: number) => boolean = processRuns): Disk {
  if (path !== ':memory:') makePrivate(path);
  const db = new DatabaseSync(path, { timeout: 2000 });
  // FULL: a commit returns after fsync, in WAL mode too, which is what "nothing typed is lost" rests on.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  db.exec(schema);
  const put = db.prepare('INSERT OR IGNORE INTO outbox VALUES (?, ?, ?, ?, ?, NULL, NULL, ?, ?)');
  const all = db.prepare('SELECT * FROM outbox WHERE user = ? ORDER BY created_at, id');
  const adopt = db.prepare('UPDATE outbox SET client = ?, seen_at = ? WHERE client = ?');
  const clients = db.prepare('SELECT client, max(seen_at) AS seen_at FROM outbox GROUP BY client');
  const setFailed = db.prepare('UPDATE outbox SET failed_code = ?, failed_message = ? WHERE id = ?');
  const readDraft = db.prepare('SELECT text FROM user_drafts WHERE user = ? AND channel = ?');
  const readNote = db.prepare('SELECT text FROM notes WHERE key = ?');
  return {
    add(row) {
      put.run(row.id, row.channel, row.user, row.content, row.createdAt, pid, row.createdAt);
    },
    remove(id) {
      db.prepare('DELETE FROM outbox WHERE id = ?').run(id);
    },
    fail(id, reason) {
      setFailed.run(reason.code, reason.message, id);
    },
    retry(id) {
      setFailed.run(null, null, id);
    },
    take(user, now) {
      for (const { client, seen_at: seenAt } of clients.all()) {
        if (typeof client !== 'number' || typeof seenAt !== 'number') continue;
        const gone = client !== pid && (now - seenAt > clientSilentMs || !isRunning(client));
        if (gone || client === pid) adopt.run(pid, now, client);
      }
      return all.all(user).flatMap((row) => (row['client'] === pid ? toRow(row) : []));
    },
    draft({ user, channel }) {
      return textOf(readDraft.get(user, channel)) ?? '';
    },
    saveDraft({ user, channel }, text) {
      if (text === '') db.prepare('DELETE FROM user_drafts WHERE user = ? AND channel = ?').run(user, channel);
      else db.prepare('INSERT OR REPLACE INTO user_drafts VALUES (?, ?, ?)').run(user, channel, text);
    },
    note(key) {
      return textOf(readNote.get(key));
    },
    saveNote(key, value) {
      db.prepare('INSERT OR REPLACE INTO notes VALUES (?, ?)').run(key, value);
    },
    close() {
      db.close();
    },
  };
}

/** What one wrote and read is nobody else's; SQLite gives its other files the rights of this one. */
function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

function toRow(raw: unknown): OutboxRow[] {
  const parsed = Row.safeParse(raw);
  if (!parsed.success) return [];
  const { id, channel, user, content, created_at: createdAt, failed_code: code, failed_message: message } = parsed.data;
  const reason = code === null ? null : { code, message: message ?? '' };
  return [{ id, channel, user, content, createdAt, state: reason === null ? 'waiting' : 'failed', reason }];
}

function textOf(raw: unknown): string | null {
  const parsed = Draft.safeParse(raw);
  return parsed.success ? parsed.data.text : null;
}

function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
