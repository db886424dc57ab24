// look.json of a profile. The first frame reads it, so little is loaded for it.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { clientLimits } from '../../common/limits.ts';
import { nothingKept, readKept, type KeptLook } from './read-look.ts';

export const lookFile = (folder: string) => join(folder, 'look.json');

/** What cannot be read or understood is plain, with a sentence. */
export function readKeptIn(folder: string): KeptLook {
  const file = lookFile(folder);
  try {
    const text = readSmall(file);
    return text === null ? nothingKept : readKept(text, file);
  } catch (error) {
    return { ...nothingKept, wrong: [wordsOf(error)] };
  }
}

/** Null when there is no such file. */
export function readSmall(path: string): string | null {
  const held = statSync(path, { throwIfNoEntry: false });
  if (held === undefined) return null;
  if (!held.isFile()) throw new Error(`${path} is no file.`);
  const max = clientLimits.lookFileMaxBytes;
  if (held.size > max) throw new Error(`${path} has ${held.size} bytes; what is read has at most ${max}.`);
  return readFileSync(path, 'utf8');
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
