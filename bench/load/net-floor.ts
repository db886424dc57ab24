// Floor of the fan-out: a bare process that stores nothing and writes every message to every socket, one write each.
import { createServer, type Socket } from 'node:net';
import { serveTask } from '../child.ts';
import { scanner } from '../wire.ts';

/** A text frame of 126 to 65,535 bytes starts this long before its payload. */
const headBytes = 4;

serveTask(async () => {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const scan = scanner(
      (bytes, start, end) => {
        const frame = bytes.subarray(start - headBytes, end);
        for (const each of sockets) each.write(frame);
      },
      () => socket.destroy(),
    );
    socket.on('data', scan);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0 };
});
