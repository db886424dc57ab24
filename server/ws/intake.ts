// What a socket may ask of the node: so many unanswered requests, and so many frames a second. Beyond either its reading
// pauses, so that one client can neither pile up work nor keep the node busy with frames.
import type { WebSocket } from 'ws';

export interface Intake {
  /** Counts a frame. */
  frame(): void;
  /** Takes on a piece of work; its failure goes to `onFailure`. */
  add(work: Promise<void>): void;
  /** Resolves when everything taken on is done. */
  done(): Promise<void>;
  close(): void;
}

export interface IntakeOptions {
  readonly inFlightMax: number;
  readonly framesPerSecond: number;
  readonly onFailure: (error: unknown) => void;
}

/** So many seconds' worth of frames may come at once: a client that starts asks for much in a moment. */
const burstSeconds = 5;

export function createIntake(ws: WebSocket, { inFlightMax, framesPerSecond, onFailure }: IntakeOptions): Intake {
  const pieces = new Set<Promise<void>>();
  let frames = burstSeconds * framesPerSecond;
  let countedAt = performance.now();
  let rest: NodeJS.Timeout | undefined;

  const look = () => {
    const pause = rest !== undefined || pieces.size >= inFlightMax;
    if (pause === ws.isPaused || ws.readyState !== ws.OPEN) return;
    if (pause) ws.pause();
    else ws.resume();
  };

  return {
    frame: () => {
      const now = performance.now();
      frames = Math.min(burstSeconds * framesPerSecond, frames + ((now - countedAt) / 1000) * framesPerSecond) - 1;
      countedAt = now;
      // What was read in one piece is counted to its end: the rest is as long as it takes to pay it off.
      if (frames >= 0) return;
      clearTimeout(rest);
      rest = setTimeout(
        () => {
          rest = undefined;
          look();
        },
        (-frames / framesPerSecond) * 1000 + 1,
      );
      look();
    },
    add: (work) => {
      const piece = work.catch(onFailure).finally(() => {
        pieces.delete(piece);
        look();
      });
      pieces.add(piece);
      look();
    },
    done: async () => {
      await Promise.all(pieces);
    },
    close: () => clearTimeout(rest),
  };
}
