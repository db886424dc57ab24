// Floor of idle connections: a bare WebSocket server that greets and keeps.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { subprotocol } from '../../common/frame.ts';
import { serveTask } from '../child.ts';

serveTask(async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, handleProtocols: () => subprotocol });
  sockets.on('connection', (ws) => ws.send('{"type":"hello"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0 };
});
