// A small disk that can be filled: a mount of its own, where the system lets one be made.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface Disk {
  readonly folder: string;
  /** Leaves not a byte. */
  fill(): void;
  free(): void;
  unmount(): void;
}

const sizeMiB = 320;
const chunkBytes = 1_048_576;

/** Mounts it in `folder` until the run ends; undefined where mounting is not permitted. */
export function mountDisk(folder: string): Disk | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMiB}m,mode=755`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const unmount = () => {
    process.off('exit', unmount);
    execFileSync('umount', ['-l', folder]);
  };
  process.once('exit', unmount);
  const filler = join(folder, 'filler');
  return { folder, fill: () => fillUp(filler), free: () => rmSync(filler, { force: true }), unmount };
}

function fillUp(path: string): void {
  const file = openSync(path, 'a');
  try {
    // The last chunks get smaller, until nothing fits.
    for (let bytes = chunkBytes; bytes >= 1; bytes = Math.floor(bytes / 4)) while (fits(file, bytes));
  } finally {
    closeSync(file);
  }
}

function fits(file: number, bytes: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(bytes)) === bytes;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  }
}
