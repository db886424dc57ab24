// What a socket has asked and is not answered yet: beyond a limit its reading pauses, so that one client cannot pile up work.
import type { WebSocket } from 'ws';

export interface Workload {
  /** Takes on a piece of work; its failure goes to `onFailure`. */
  add(work: Promise<void>): void;
  /** Resolves when everything taken on is done. */
  done(): Promise<void>;
}

export function createWorkload(ws: WebSocket, limit: number, onFailure: (error: unknown) => void): Workload {
  const pieces = new Set<Promise<void>>();
  return {
    add: (work) => {
      const piece = work.catch(onFailure).finally(() => {
        pieces.delete(piece);
        if (ws.isPaused && pieces.size < limit) ws.resume();
      });
      pieces.add(piece);
      if (pieces.size >= limit) ws.pause();
    },
    done: async () => {
      await Promise.all(pieces);
    },
  };
}
