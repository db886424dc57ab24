// Makes profile pictures of files that strangers sent: one at a time, each in a process of its own that is given little time.
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { buffer } from 'node:stream/consumers';
import type { UserId } from '../../common/ids.ts';
import { exitNotHere, mayBePicture, pictureForm } from './form.ts';

export interface MadePicture {
  /** Names the content: the same file gives the same. */
  readonly hash: string;
  readonly png: Buffer;
  /** `pixelsSidePx` squared, RGBA. */
  readonly pixels: Buffer;
}

/** `not a picture`: of none of the kinds that are taken, broken, or of too many pixels; `one at a time`: others of the same user are read. */
export type PictureAnswer = MadePicture | 'not a picture' | 'busy' | 'one at a time' | 'too slow' | 'not here';

export interface PictureReader {
  read(file: Uint8Array, of: UserId): Promise<PictureAnswer>;
  close(): Promise<void>;
}

interface PictureLimits {
  readonly queueMax: number;
  readonly perUser: number;
  readonly withinMs: number;
}

export function createPictureReader({ queueMax, perUser, withinMs }: PictureLimits): PictureReader {
  let waiting = 0;
  /** How many of whom are read or wait: nobody fills the queue for the others. */
  const held = new Map<UserId, number>();
  const release = (user: UserId) => {
    waiting -= 1;
    const left = (held.get(user) ?? 1) - 1;
    if (left > 0) held.set(user, left);
    else held.delete(user);
  };
  let last: Promise<unknown> = Promise.resolve();
  const ending = new AbortController();
  return {
    read: async (file, of) => {
      if (!mayBePicture(file)) return 'not a picture';
      const own = held.get(of) ?? 0;
      if (own >= perUser) return 'one at a time';
      if (waiting >= queueMax) return 'busy';
      waiting += 1;
      held.set(of, own + 1);
      const answer = last.then(async () => await readAlone(file, withinMs, ending.signal)).finally(() => release(of));
      last = answer.catch(() => {});
      return await answer;
    },
    close: async () => {
      ending.abort();
      await last;
    },
  };
}

/** Beside the built program it is bundled; from the sources it runs as it is. */
const program = fileURLToPath(
  new URL(`./picture-reader${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

async function readAlone(file: Uint8Array, withinMs: number, ending: AbortSignal): Promise<PictureAnswer> {
  if (ending.aborted) return 'busy';
  const child = spawn(process.execPath, ['--max-old-space-size=128', program], {
    stdio: ['pipe', 'pipe', 'ignore'],
    signal: ending,
    killSignal: 'SIGKILL',
    // Nothing of the host's secrets is in there.
    env: {},
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, withinMs);
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
  // It may end before it has read everything.
  child.stdin.on('error', () => {});
  child.stdin.end(file);
  const [out, code] = await Promise.all([buffer(child.stdout).catch(() => Buffer.alloc(0)), ended]);
  clearTimeout(timer);
  if (isLate) return 'too slow';
  if (ending.aborted) return 'busy';
  if (code === exitNotHere) return 'not here';
  if (code !== 0 || out.length <= pictureForm.pixelsBytes) return 'not a picture';
  const png = out.subarray(pictureForm.pixelsBytes);
  return { hash: hash('sha256', png).slice(0, 32), png, pixels: out.subarray(0, pictureForm.pixelsBytes) };
}
