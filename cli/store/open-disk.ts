// Opens the disk of a profile whatever state it is in: a spoilt file is put aside, and without a disk the client runs and says so.
import { renameSync } from 'node:fs';
import { openDisk, type Disk, type DraftKey } from './disk.ts';

export interface OpenedDisk {
  readonly disk: Disk;
  /** A sentence when not all is well; null otherwise. */
  readonly trouble: string | null;
}

/** `onFailure` is told once when the disk begins to fail while the client runs, in a sentence for a person. */
export function openDiskAnyhow(path: string, onFailure: (sentence: string) => void): OpenedDisk {
  try {
    return { disk: tolerant(openDisk(path), onFailure), trouble: null };
  } catch (error) {
    return isSpoilt(error) ? afresh(path, onFailure) : inMemory(error);
  }
}

function afresh(path: string, onFailure: (sentence: string) => void): OpenedDisk {
  const aside = `${path}.spoilt-${Date.now()}`;
  try {
    renameSync(path, aside);
    return {
      disk: tolerant(openDisk(path), onFailure),
      trouble: `The file of drafts and unsent messages could not be read; it is now ${aside}.`,
    };
  } catch (error) {
    return inMemory(error);
  }
}

function inMemory(error: unknown): OpenedDisk {
  return {
    disk: openDisk(':memory:'),
    trouble: `Drafts and unsent messages cannot be kept on disk (${reasonOf(error)}); they end with this client.`,
  };
}

/**
 * A disk that fills up while the client runs must not end it. Adding a message still fails aloud, so that the composer
 * keeps it; the rest is done again at the next chance, and a message that is sent twice is stored once. Drafts that
 * could not be written are held here, so that going to another channel and back loses none.
 */
function tolerant(disk: Disk, onFailure: (sentence: string) => void): Disk {
  let failing = false;
  const attempt = <R>(run: () => R, otherwise: R): R => {
    try {
      const result = run();
      failing = false;
      return result;
    } catch (error) {
      if (!failing) onFailure(`The disk fails (${reasonOf(error)}): drafts are kept only while devchat runs.`);
      failing = true;
      return otherwise;
    }
  };
  const unwritten = new Map<string, string>();
  const nameOf = ({ user, channel }: DraftKey) => `${user} ${channel}`;
  return {
    ...disk,
    remove: (id) => attempt(() => disk.remove(id), undefined),
    fail: (id, reason) => attempt(() => disk.fail(id, reason), undefined),
    retry: (id) => attempt(() => disk.retry(id), undefined),
    take: (user, now) => attempt(() => disk.take(user, now), []),
    draft: (of) => unwritten.get(nameOf(of)) ?? attempt(() => disk.draft(of), ''),
    saveDraft(of, text) {
      unwritten.set(nameOf(of), text);
      attempt(() => {
        disk.saveDraft(of, text);
        unwritten.delete(nameOf(of));
      }, undefined);
    },
    note: (key) => attempt(() => disk.note(key), null),
    saveNote: (key, value) => attempt(() => disk.saveNote(key, value), undefined),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
function isSpoilt(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (error.errcode === 11 || error.errcode === 26);
}
