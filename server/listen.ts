// Opens an HTTP server on an address, and says where it is.
import type { Server } from 'node:http';

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

/** How long the head of a request, and the whole of it, may take. */
export function limitPatience(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
