// The live connection to a host: one socket at a time, kept up for as long as the client runs.
import type { WebSocket } from 'ws';
import { subprotocol, type CloseReason } from '../../common/frame.ts';
import { waitBeforeRetry } from './backoff.ts';
import { createCalls } from './calls.ts';
import { Lost, type Caller } from './caller.ts';
import type { GatewayListener } from './link.ts';
import { runSocket } from './socket.ts';

/** Asks over the socket; without one the answer is `unreachable` at once. */
export interface Gateway extends Caller {
  /** Somebody is at the keyboard: do not wait any longer for the next attempt. */
  retryNow(): void;
  /** When the oldest request without an answer was sent; null: all have theirs. */
  waitingSince(): number | null;
  close(): void;
}

export interface GatewayOptions {
  readonly url: string;
  readonly token: string;
  readonly listener: GatewayListener;
  readonly random?: () => number;
  readonly now?: () => number;
}

const handshakeMs = 15_000;
/** Far above what a host says at once, the state of a user in a thousand channels; beyond it the memory is not theirs. */
const frameMaxBytes = 8 * 1024 * 1024;
/** A person who keeps typing does not make the client hammer a host that is down. */
const retryNowEveryMs = 1000;

export function openGateway(options: GatewayOptions): Gateway {
  const { listener, random = Math.random, now = Date.now } = options;
  const calls = createCalls();
  let socket: WebSocket | null = null;
  /** The host ends a socket on which something is asked before it has said `ready`. */
  let isReady = false;
  let failures = 0;
  let downSince = 0;
  let closed = false;
  let lastAttempt = 0;
  let cancelRetry: (() => void) | null = null;

  const connect = async () => {
    cancelRetry = null;
    lastAttempt = now();
    listener.link({ type: 'connecting' });
    const opened = await dial(options.url);
    if (closed) return opened.terminate();
    socket = opened;
    const onReady = () => {
      isReady = true;
      failures = 0;
    };
    runSocket(opened, { url: options.url, token: options.token, listener, calls, random, onReady, onClose: ended });
  };

  const ended = (reason: CloseReason | null, words: string) => {
    if (closed) return;
    socket = null;
    isReady = false;
    calls.failAll();
    if (failures === 0) downSince = now();
    const wait = waitBeforeRetry(reason, { failures, downMs: now() - downSince }, random());
    failures += 1;
    if (reason?.code === 'not_logged_in') return listener.link({ type: 'logged out', reason: words });
    cancelRetry = wait === null ? () => {} : later(wait, () => void connect());
    listener.link(
      wait === null ? { type: 'stopped', reason: words } : { type: 'waiting', until: now() + wait, reason: words },
    );
  };

  void connect();
  return {
    call(name, params, callOptions = {}) {
      if (socket === null || socket.readyState !== socket.OPEN || !isReady) {
        return Promise.resolve(new Lost('unreachable', 'There is no connection to the host.'));
      }
      return calls.ask(socket, name, params, callOptions);
    },
    waitingSince: () => calls.waitingSince(),
    retryNow() {
      if (cancelRetry === null || now() - lastAttempt < retryNowEveryMs) return;
      cancelRetry();
      void connect();
    },
    close() {
      closed = true;
      cancelRetry?.();
      calls.failAll();
      socket?.close(1000);
      socket?.terminate();
    },
  };
}

async function dial(url: string): Promise<WebSocket> {
  const { WebSocket: Socket } = await import('ws');
  return new Socket(gatewayUrl(url), subprotocol, {
    perMessageDeflate: false,
    handshakeTimeout: handshakeMs,
    maxPayload: frameMaxBytes,
  });
}

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

function gatewayUrl(base: string): URL {
  const url = new URL('v1/gateway', base.endsWith('/') ? base : `${base}/`);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}
