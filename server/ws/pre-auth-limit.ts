// Sockets that have not identified yet: few at a time, on the node and from one address, and of few bytes each.
import type { Duplex } from 'node:stream';
import type { HostLimits } from '../../common/limits.ts';

export interface PreAuthLimit {
  /** A place for a socket from `address`; answers the function that gives it back (once), or undefined when all are taken. */
  enter(address: string): (() => void) | undefined;
}

export function createPreAuthLimit(
  limits: Pick<HostLimits, 'preAuthSockets' | 'preAuthSocketsPerAddress'>,
): PreAuthLimit {
  const waiting = new Map<string, number>();
  let total = 0;

  const leave = (address: string) => {
    const left = (waiting.get(address) ?? 1) - 1;
    if (left > 0) waiting.set(address, left);
    else waiting.delete(address);
    total -= 1;
  };

  return {
    enter: (address) => {
      const fromThere = waiting.get(address) ?? 0;
      if (total >= limits.preAuthSockets || fromThere >= limits.preAuthSocketsPerAddress) return undefined;
      waiting.set(address, fromThere + 1);
      total += 1;
      let inside = true;
      return () => {
        if (inside) leave(address);
        inside = false;
      };
    },
  };
}

/** Cuts a socket that says more than `most` bytes; answers the function that ends this. */
export function limitEarlyBytes(socket: Duplex, most: number): () => void {
  let left = most;
  const count = (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) socket.destroy();
  };
  socket.on('data', count);
  return () => socket.off('data', count);
}
