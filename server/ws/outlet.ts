// The sending half of a socket: frames go straight to the network, and a reader that falls behind is closed, never waited for.
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeTable, type CloseCode, type ServerFrame } from '../../common/frame.ts';
import { encodeFrame, encodeReason } from './encode.ts';

export interface Outlet {
  send(frame: ServerFrame): void;
  /** Sends frames that are encoded already, in one write. */
  write(bytes: Buffer): void;
  close(code: CloseCode, retryAfterMs?: number): void;
  readonly open: boolean;
}

/** How long a closed peer may take to say goodbye before its socket is cut. */
const farewellMs = 1000;

/**
 * `socket` is the connection beneath `ws`. Writing to it directly is safe because compression is off: ws then writes its own
 * frames (pongs and closes) at once and whole.
 */
export function createOutlet(ws: WebSocket, socket: Duplex, queueMaxBytes: number): Outlet {
  let open = true;

  const write = (bytes: Buffer) => {
    if (!open || ws.readyState !== ws.OPEN) return;
    socket.write(bytes);
    if (socket.writableLength > queueMaxBytes) close('slow');
  };

  const close: Outlet['close'] = (code, retryAfterMs) => {
    if (!open) return;
    open = false;
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
  };
}
