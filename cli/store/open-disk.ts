// Opens the disk of a profile whatever state it is in: a spoilt file is put aside, and without a disk the client runs and says so.
import { renameSync } from 'node:fs';
import { openDisk, type Disk } from './disk.ts';

export interface OpenedDisk {
  readonly disk: Disk;
  /** A sentence when not all is well; null otherwise. */
  readonly trouble: string | null;
}

export function openDiskAnyhow(path: string): OpenedDisk {
  try {
    return { disk: tolerant(openDisk(path)), trouble: null };
  } catch (error) {
    return isSpoilt(error) ? afresh(path) : inMemory(error);
  }
}

function afresh(path: string): OpenedDisk {
  const aside = `${path}.spoilt-${Date.now()}`;
  try {
    renameSync(path, aside);
    return {
      disk: openDisk(path),
      trouble: `The file of drafts and unsent messages could not be read; it is now ${aside}.`,
    };
  } catch (error) {
    return inMemory(error);
  }
}

function inMemory(error: unknown): OpenedDisk {
  const why = error instanceof Error ? error.message : String(error);
  return {
    disk: openDisk(':memory:'),
    trouble: `Drafts and unsent messages cannot be kept on disk (${why}); they end with this client.`,
  };
}

/**
 * A disk that fills up while the client runs must not end it. Adding a message still fails aloud, so that the composer
 * keeps it; the rest is done again at the next chance, and a message that is sent twice is stored once.
 */
function tolerant(disk: Disk): Disk {
  return {
    ...disk,
    remove: quietly(disk.remove),
    fail: quietly(disk.fail),
    retry: quietly(disk.retry),
    saveDraft: quietly(disk.saveDraft),
    saveNote: quietly(disk.saveNote),
  };
}

function quietly<A extends readonly unknown[]>(run: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      run(...args);
    } catch {
      return;
    }
  };
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
function isSpoilt(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (error.errcode === 11 || error.errcode === 26);
}
