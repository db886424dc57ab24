// Stands between two parties of a TCP connection and does to it what networks do: resets, silence, standstill.
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Random } from '../../crash/random.ts';

/** One connection through the proxy: `near` came in, `far` goes to the target. */
export interface Link {
  readonly near: Socket;
  readonly far: Socket;
  /** Swallows all from now on, in both directions, goodbyes too: the other side looks alive and never answers. */
  goSilent(): void;
  /** Both sides see a reset. */
  reset(): void;
  /** Forwards nothing in these directions until the answered function is called; what was sent is then delivered. */
  stall(directions: readonly Direction[]): () => void;
}

export type Direction = 'to target' | 'from target';

export interface TcpProxy {
  readonly port: number;
  links(): Link[];
  close(): Promise<void>;
}

/** What passes from the target; gives back what is to be written, at once or by `write` later. */
export type Filter = (chunk: Buffer, write: (bytes: Buffer) => void) => void;

export interface TcpProxyOptions {
  readonly port: number;
  readonly target: number;
  /** Made anew for each connection. */
  readonly createFilter?: () => Filter;
}

export async function startTcpProxy({ port, target, createFilter }: TcpProxyOptions): Promise<TcpProxy> {
  const links = new Set<Link>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const link = join(near, far, createFilter?.(), () => links.delete(link));
    links.add(link);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return { port: taken, links: () => [...links], close: () => closeAll(server, links) };
}

/** So many percent of the links, at least one if there is any. */
export function someOf(links: readonly Link[], percent: number, random: Random): Link[] {
  const chosen = links.filter(() => random.between(1, 100) <= percent);
  return chosen.length > 0 ? chosen : links.slice(0, 1);
}

function join(near: Socket, far: Socket, filter: Filter | undefined, onEnd: () => void): Link {
  const stalled = new Set<Socket>();
  let silent = false;
  let ended = 0;
  /** What drains lets the other one go on, unless that is stalled. */
  const wake = (source: Socket) => {
    if (!stalled.has(source)) source.resume();
  };
  const pass = (from: Socket, to: Socket, bytes: Buffer) => {
    if (!silent && !to.destroyed && !to.write(bytes)) from.pause();
  };
  for (const [side, other] of [
    [near, far],
    [far, near],
  ] as const) {
    side.on('error', () => side.destroy());
    side.on('drain', () => wake(other));
    side.on('close', () => {
      // What was said before the end still arrives.
      if (!silent) other.destroySoon();
      if ((ended += 1) === 2) onEnd();
    });
  }
  near.on('data', (chunk) => pass(near, far, chunk));
  far.on('data', (chunk) =>
    filter === undefined ? pass(far, near, chunk) : filter(chunk, (bytes) => pass(far, near, bytes)),
  );
  return {
    near,
    far,
    goSilent: () => {
      silent = true;
      stalled.clear();
      near.resume();
      far.resume();
    },
    reset: () => {
      near.resetAndDestroy();
      far.resetAndDestroy();
    },
    stall: (directions) => {
      const sources = directions.map((direction) => (direction === 'to target' ? near : far));
      for (const source of sources) {
        stalled.add(source);
        source.pause();
      }
      return () => {
        for (const source of sources) {
          stalled.delete(source);
          source.resume();
        }
      };
    },
  };
}

async function closeAll(server: Server, links: ReadonlySet<Link>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  for (const { near, far } of links) {
    near.destroy();
    far.destroy();
  }
  await closed;
}
