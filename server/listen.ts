// Opens an HTTP server on an address, and says where it is.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface Place {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** Answers the URL: `http://127.0.0.1:6464`. Rejects where the port cannot be had. */
export async function listen(server: Server, { host, port }: Place): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return urlOf(server, host);
}

/** How long a connection may stand still while a request of it is answered. */
const answerWithinMs = 60_000;

/** Requests that one connection may bring before the first is answered (HTTP/1.1 pipelining, which hardly any client does). */
const pipelinedMax = 16;

/** How long the head of a request, the whole of it, and the reading of its answer may take, and how many may come at once. */
export function limitPatience(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  const underWay = new WeakMap<Socket, number>();
  server.prependListener('request', ({ socket }, response) => {
    // A client that reads no answer holds it in memory. Not `server.timeout`: its timer stays with what becomes a WebSocket.
    socket.setTimeout(answerWithinMs);
    const count = (underWay.get(socket) ?? 0) + 1;
    underWay.set(socket, count);
    response.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1));
    if (count > pipelinedMax) socket.destroy();
  });
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
