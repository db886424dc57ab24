// A host that misbehaves on purpose: for failures that a real host cannot be made to have.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { message, room } from '../../common/test-data.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export interface HostileHost {
  readonly url: string;
  /** The names of the requests that came, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** `answers` has what to do for each request; `/v1/channel.resolve` is answered well unless it is among them. */
export async function openHostile(answers: Readonly<Record<string, Answer>>): Promise<HostileHost> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = request.url?.replace('/v1/', '') ?? '';
    asked.push(name);
    request.resume();
    const answer = answers[name] ?? answers['*'] ?? (name === 'channel.resolve' ? json(200, channel) : hang);
    answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Never answers. */
export const hang: Answer = () => {};
/** Closes the connection once the request is there. */
export const cut: Answer = (_response, request) => void request.socket.destroy();
export const json =
  (status: number, body: unknown): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
export const text =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(body);
/** Never stops answering. */
export const endless: Answer = (response) => {
  const chunk = Buffer.alloc(1 << 20, 0x20);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response
    .writeHead(200)
    .on('drain', more)
    .on('error', () => {});
  more();
};
export const refusal = (status: number, code: string, message: string, more: object = {}): Answer =>
  json(status, { error: { code, message, ...more } });

const channel = room(1, 'general');

export const storedMessage = (id: string, content: string) => ({ ...message(1, { channel: channel.id, content }), id });
