// The client end of a gateway socket with as little work as possible, so that a load generator is not what is measured.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { subprotocol, type ClientFrame } from '../common/frame.ts';

/** Called for every text frame: its payload is `bytes` from `start` to `end`, valid during the call only. */
export type Heard = (bytes: Buffer, start: number, end: number) => void;

export interface Wire {
  send(frame: ClientFrame): void;
  /** Bytes that are framed already. */
  write(bytes: Buffer): void;
  /** Cuts the connection without a goodbye. */
  cut(): void;
  /** Stops reading, and reads on; what arrives meanwhile waits in the buffers of the system. */
  pause(): void;
  resume(): void;
  /** Resolves when the connection is gone, with the reason of the close frame if there was one. */
  readonly gone: Promise<string | undefined>;
}

const textOpcode = 1;
const closeOpcode = 8;

/** Opens a WebSocket to the gateway of `url`; a handshake in which nothing is heard for `patienceMs` is given up. */
export async function openWire(url: string, heard: Heard, patienceMs = 0): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const socket = await connected(Number(port), hostname);
  socket.setTimeout(patienceMs, () => socket.destroy());
  socket.write(upgradeRequest(`${hostname}:${port}`));
  const rest = await afterHandshake(socket);
  socket.setTimeout(0);
  return wireOn(socket, heard, rest);
}

/** What opens a WebSocket to the gateway. */
export function upgradeRequest(host: string): string {
  const key = randomBytes(16).toString('base64');
  return (
    `GET /v1/gateway HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: ${subprotocol}\r\n\r\n`
  );
}

/** A connection that speaks bare frames from its first byte, as the floors of the benchmarks do. */
export async function openBareWire(port: number, heard: Heard): Promise<Wire> {
  return wireOn(await connected(port, '127.0.0.1'), heard, Buffer.alloc(0));
}

/** One text frame; a mask of zeros leaves the payload as it is. */
export function textFrame(payload: string, masked: 'masked' | 'unmasked'): Buffer {
  const body = Buffer.from(payload);
  const bit = masked === 'masked' ? 0x80 : 0;
  const head = frameHead(body.length, bit);
  return Buffer.concat(masked === 'masked' ? [head, Buffer.alloc(4), body] : [head, body]);
}

/** RFC 6455, 5.2: the length is in seven bits, or in the two or eight bytes that follow. */
function frameHead(length: number, bit: number): Buffer {
  if (length < 126) return Buffer.from([0x81, bit | length]);
  if (length < 65_536) return Buffer.from([0x81, bit | 126, length >> 8, length & 0xff]);
  const head = Buffer.from([0x81, bit | 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

function wireOn(socket: Socket, heard: Heard, rest: Buffer): Wire {
  let reason: string | undefined;
  const gone = new Promise<string | undefined>((resolve) => socket.once('close', () => resolve(reason)));
  const scan = scanner(heard, (bytes, start, end) => {
    // The reason follows the two bytes of the close code (RFC 6455, 5.5.1).
    reason = bytes.toString('utf8', Math.min(start + 2, end), end);
    socket.destroy();
  });
  socket.on('data', scan);
  if (rest.length > 0) scan(rest);
  return {
    send: (frame) => void socket.write(textFrame(JSON.stringify(frame), 'masked')),
    write: (bytes) => void socket.write(bytes),
    cut: () => socket.destroy(),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    gone,
  };
}

/** Finds the frames in what arrives; what is left of the last one waits for the next chunk. */
export function scanner(heard: Heard, closed: Heard): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  return (chunk) => {
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (at + 2 <= bytes.length) {
      const short = bytes[at + 1] ?? 0;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (at + head > bytes.length) break;
      const length =
        short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
      const start = at + head;
      if (start + length > bytes.length) break;
      const opcode = (bytes[at] ?? 0) & 0x0f;
      if (opcode === textOpcode) heard(bytes, start, start + length);
      else if (opcode === closeOpcode) closed(bytes, start, start + length);
      at = start + length;
    }
    rest = at === bytes.length ? undefined : bytes.subarray(at);
  };
}

export async function connected(port: number, host: string): Promise<Socket> {
  return await new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      // Whoever holds the wire learns of a failure by its end.
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}

/** What followed the answer to the upgrade, which has to be 101. */
async function afterHandshake(socket: Socket): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const ended = () => reject(new Error('the host ended the connection during the handshake'));
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      socket.off('data', read);
      socket.off('close', ended);
      const status = head.toString('latin1', 0, 12);
      if (status !== 'HTTP/1.1 101') reject(new Error(`the gateway answered ${status}`));
      else resolve(head.subarray(end + 4));
    };
    socket.on('data', read);
    socket.once('close', ended);
  });
}
