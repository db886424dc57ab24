// The life of one socket, from the host's first word to its last.
import type { WebSocket } from 'ws';
import { closeTable, type CloseReason } from '../../common/frame.ts';
import { strange } from './http-answer.ts';
import type { Calls } from './calls.ts';
import { startHeartbeat, type Heartbeat } from './heartbeat.ts';
import type { GatewayListener } from './link.ts';
import { parseClose, parseFrame, type SafeEvent } from './parse.ts';
import { patience } from './patience.ts';

export interface SocketParts {
  readonly url: string;
  readonly token: string;
  readonly listener: GatewayListener;
  readonly calls: Calls;
  readonly random: () => number;
  readonly onReady: () => void;
  readonly onClose: (reason: CloseReason | null, words: string) => void;
}

/** hello -> identify -> ready -> events and replies, until it ends. */
export function runSocket(socket: WebSocket, parts: SocketParts): void {
  let held: SafeEvent[] = [];
  let heartbeat: Heartbeat | null = null;
  let failure = '';
  const tellEvents = () => {
    if (held.length === 0) return;
    const together = held;
    held = [];
    parts.listener.events(together);
  };
  socket.on('message', (data: Buffer) => {
    heartbeat?.heard();
    const frame = parseFrame(data.toString());
    if (frame === null) return;
    if (frame.type === 'event') {
      // The frames of one chunk are read in one turn; their events reach the store together.
      if (held.push(frame.event) === 1) queueMicrotask(tellEvents);
      return;
    }
    tellEvents();
    if (frame.type === 'hello') {
      // Said once; each further one would leave one more timer behind, and show the token again.
      if (heartbeat !== null) return;
      heartbeat = startHeartbeat(socket, patience(frame.heartbeat_ms), parts.random);
      socket.send(JSON.stringify({ type: 'identify', token: parts.token }));
    } else if (frame.type === 'ready') {
      parts.onReady();
      parts.listener.ready(frame.state);
      parts.listener.link({ type: 'live' });
    } else if (frame.type === 'reply') {
      parts.calls.answer(frame.id, frame.result, frame.error);
    }
  });
  socket.on('error', (error) => {
    failure = error.message;
  });
  socket.on('close', (_number, reason) => {
    heartbeat?.stop();
    tellEvents();
    const parsed = parseClose(reason.toString());
    const why = parsed === null ? plainFailure(failure, parts.url) : closeTable[parsed.code].meaning;
    parts.onClose(parsed, why);
  });
}

function plainFailure(failure: string, url: string): string {
  // The words of `ws` for an answer that opens no socket, as of a proxy whose hosts are down.
  const status = /^Unexpected server response: (\d{3})$/.exec(failure)?.[1];
  if (status !== undefined) return strange({ url, status: Number(status), location: undefined }).message;
  if (failure.includes('ECONNREFUSED')) return 'Nothing answers at that address.';
  if (failure.includes('ENOTFOUND') || failure.includes('EAI_AGAIN')) return 'That host name is not known.';
  if (failure === '') return 'The connection was lost.';
  return failure;
}
