// The sending half of a socket: frames go straight to the network, and a reader that falls behind is closed, never waited for.
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeTable, type CloseCode, type ServerFrame } from '../../common/frame.ts';
import { encodeFrame, encodeReason } from './encode.ts';

export interface SocketWriter {
  send(frame: ServerFrame): void;
  /** Sends frames that are encoded already. */
  write(bytes: Buffer): void;
  close(code: CloseCode, retryAfterMs?: number): void;
  readonly open: boolean;
  /** What it was closed with; undefined while it is open, and where the peer ended it. */
  readonly closedWith: CloseCode | undefined;
}

/** How long a closed peer may take to say goodbye before its socket is cut. */
const farewellMs = 1000;

/**
 * `socket` is the connection beneath `ws`. Writing to it directly is safe because compression is off: ws then writes its own
 * frames (pongs and closes) at once and whole.
 */
export function createSocketWriter(ws: WebSocket, socket: Duplex, queueMaxBytes: number): SocketWriter {
  let open = true;
  let corked = false;
  let closedWith: CloseCode | undefined;

  /** All that one turn has for this socket, events and replies, leaves in one write: the system call is what costs. */
  const write = (bytes: Buffer) => {
    if (!open || ws.readyState !== ws.OPEN) return;
    if (!corked) {
      // What earlier turns left unsent is what tells a slow reader; one large batch does not make one.
      if (socket.writableLength > queueMaxBytes) return close('slow');
      corked = true;
      socket.cork();
      process.nextTick(uncork);
    }
    socket.write(bytes);
  };

  const uncork = () => {
    corked = false;
    socket.uncork();
  };

  const close: SocketWriter['close'] = (code, retryAfterMs) => {
    if (!open) return;
    open = false;
    closedWith = code;
    ws.close(closeTable[code].number, encodeReason(code, retryAfterMs));
    setTimeout(() => ws.terminate(), farewellMs).unref();
  };

  return {
    send: (frame) => write(encodeFrame(frame)),
    write,
    close,
    get open() {
      return open && ws.readyState === ws.OPEN;
    },
    get closedWith() {
      return closedWith;
    },
  };
}
