// Ports that stay a process's own while it is down: below those that the system gives to outgoing connections.
import { createServer } from 'node:net';

const first = 21_000;
const last = 21_999;

/** So many free ports; runs at the same time begin at different places. */
export async function takePorts(count: number): Promise<number[]> {
  const taken: number[] = [];
  const start = first + ((process.pid * 40) % (last - first - 100));
  for (let port = start; taken.length < count; port++) {
    if (port > last) throw new Error(`fewer than ${count} ports are free between ${start} and ${last}`);
    if (await isFree(port)) taken.push(port);
  }
  return taken;
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
