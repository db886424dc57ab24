// Files that only their owner may read.
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './replace-file.ts';

const othersMask = 0o077;

export interface PrivateText {
  readonly text: string;
  /** Others had access until now; it has been taken away. */
  readonly repaired: boolean;
}

/** The file's text; null when there is none. A file of another owner, or a link, throws. */
export function readPrivate(path: string): PrivateText | null {
  const file = openIfThere(path);
  if (file === null) return null;
  try {
    const { mode, uid } = fstatSync(file);
    if (process.getuid !== undefined && uid !== process.getuid()) {
      throw new Error(`${path} belongs to another user of this machine; it is not read.`);
    }
    const repaired = process.platform !== 'win32' && (mode & othersMask) !== 0;
    if (repaired) fchmodSync(file, mode & ~othersMask & 0o777);
    return { text: readFileSync(file, 'utf8'), repaired };
  } finally {
    closeSync(file);
  }
}

export function writePrivate(path: string, text: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32' && (statSync(folder).mode & othersMask) !== 0) chmodSync(folder, 0o700);
  replaceFile(path, text, 0o600);
}

export function removePrivate(path: string): void {
  rmSync(path, { force: true });
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return null;
    if (code === 'ELOOP') throw new Error(`${path} is a link; it is not followed.`, { cause: error });
    throw error;
  }
}
