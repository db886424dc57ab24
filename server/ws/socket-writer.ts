// The sending half of a socket: frames go straight to the network, and a reader that falls behind is closed, never waited for.
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeTable, type CloseCode, type ServerFrame } from '../../common/frame.ts';
import { encodeFrame, encodeReason } from './encode.ts';

/** How long a closed peer may take to say goodbye before its socket is cut. */
const farewellMs = 1000;

/** A class, because a node has as many as it has connections: its functions exist once. */
export class SocketWriter {
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  readonly #queueMaxBytes: number;
  #closedWith: CloseCode | undefined;
  #corked = false;

  /**
   * `socket` is the connection beneath `ws`. Writing to it directly is safe because compression is off: ws then writes its own
   * frames (pongs and closes) at once and whole.
   */
  constructor(ws: WebSocket, socket: Duplex, queueMaxBytes: number) {
    this.#ws = ws;
    this.#socket = socket;
    this.#queueMaxBytes = queueMaxBytes;
  }

  get open(): boolean {
    return this.#closedWith === undefined && this.#ws.readyState === this.#ws.OPEN;
  }

  /** What it was closed with; undefined while it is open, and where the peer ended it. */
  get closedWith(): CloseCode | undefined {
    return this.#closedWith;
  }

  get queuedBytes(): number {
    return this.#ws.bufferedAmount;
  }

  send(frame: ServerFrame): void {
    this.write(encodeFrame(frame));
  }

  /**
   * Sends frames that are encoded already. All that one turn has for this socket, events and replies, leaves in one write:
   * the system call is what costs.
   */
  write(bytes: Buffer): void {
    if (!this.open) return;
    if (!this.#corked) {
      // What earlier turns left unsent is what tells a slow reader; one large batch does not make one.
      if (this.#socket.writableLength > this.#queueMaxBytes) return this.close('slow');
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(uncork, this);
    }
    this.#socket.write(bytes);
  }

  uncork(): void {
    this.#corked = false;
    this.#socket.uncork();
  }

  close(code: CloseCode, retryAfterMs?: number): void {
    if (this.#closedWith !== undefined) return;
    this.#closedWith = code;
    this.#ws.close(closeTable[code].number, encodeReason(code, retryAfterMs));
    setTimeout(() => this.#ws.terminate(), farewellMs).unref();
  }
}

function uncork(writer: SocketWriter): void {
  writer.uncork();
}
