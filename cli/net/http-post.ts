// One POST over node:http, where what can go wrong is told apart.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Lost } from './caller.ts';

export interface Posted {
  readonly url: string;
  readonly status: number;
  readonly body: string;
  readonly location: string | undefined;
}

export interface PostOptions {
  readonly url: string;
  readonly token: string | null;
  readonly body: string | Uint8Array;
  readonly method?: 'POST' | 'PUT';
  readonly contentType?: string;
  /** Called as the body leaves, with how much of it has. */
  readonly onSent?: (bytes: number) => void;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** The largest honest answer, a page of 100 longest messages with every character escaped, is two thirds of this. */
const answerMaxBytes = 16 * 1024 * 1024;

// Importing node:http evaluates all its exports, and one of them loads undici: that is 22 ms, a third of a `devchat send`.
const http = process.getBuiltinModule('node:http');

/** Idle sockets of an agent do not keep the process alive. */
const agent = new http.Agent({ keepAlive: true });

export function post(options: PostOptions): Promise<Posted | Lost> {
  if (options.signal?.aborted === true) return Promise.resolve(interrupted);
  const { origin, protocol } = new URL(options.url);
  // Plain HTTP to the own machine is the common case of one-shot commands, so TLS is loaded only when it is used.
  const https = protocol === 'https:' ? process.getBuiltinModule('node:https') : null;
  const request = (https ?? http).request(options.url, {
    method: options.method ?? 'POST',
    agent: https?.globalAgent ?? agent,
    headers: {
      'content-type': options.contentType ?? 'application/json',
      'content-length': Buffer.byteLength(options.body),
      ...(options.token === null ? {} : { authorization: `Bearer ${options.token}` }),
    },
  });
  return settle(request, options, origin);
}

function settle(request: ClientRequest, options: PostOptions, origin: string): Promise<Posted | Lost> {
  return new Promise((resolve) => {
    let written = false;
    const end = (result: Posted | Lost) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      resolve(result);
      if (result instanceof Lost) request.destroy();
    };
    const onAbort = () => end(interrupted);
    const timer = setTimeout(() => end(late(origin, written)), options.timeoutMs);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    request.once('socket', (socket) => {
      if (!socket.connecting) written = true;
      else socket.once(origin.startsWith('https:') ? 'secureConnect' : 'connect', () => (written = true));
    });
    // It stays for ever: an error after the end has nobody else to go to, and would end the process.
    request.on('error', (error: NodeJS.ErrnoException) =>
      end(written ? broken(origin, error) : unreachable(origin, error)),
    );
    request.once('response', (response) => {
      readBody(response).then(
        (body) => end(body === null ? tooLong(origin) : posted(options.url, response, body)),
        () => end(cut(origin)),
      );
    });
    if (options.onSent === undefined || typeof options.body === 'string') request.end(options.body);
    else sendPieces(request, options.body, options.onSent);
  });
}

const pieceBytes = 65_536;

function sendPieces(request: ClientRequest, body: Uint8Array, onSent: (bytes: number) => void): void {
  let sent = 0;
  const next = () => {
    if (sent >= body.length) return void request.end();
    const piece = body.subarray(sent, sent + pieceBytes);
    sent += piece.length;
    request.write(piece, () => {
      onSent(sent);
      next();
    });
  };
  next();
}

function posted(url: string, response: IncomingMessage, body: string): Posted {
  return { url, status: response.statusCode ?? 0, body, location: response.headers.location };
}

/** The whole body, or null when it is longer than any honest answer. */
async function readBody(response: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > answerMaxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

const interrupted = new Lost('interrupted', 'Interrupted.', 'pointless');

const tooLong = (origin: string) => new Lost('garbled', `The answer of ${origin} is far too long.`, 'pointless');

function broken(origin: string, error: NodeJS.ErrnoException): Lost {
  // An answer that ends too early was cut; any other complaint of the parser is about words that are no HTTP.
  if (error.code?.startsWith('HPE_') !== true || error.code === 'HPE_INVALID_EOF_STATE') return cut(origin);
  return new Lost('garbled', `What answers at ${origin} speaks no HTTP; check DEVCHAT_URL.`, 'pointless');
}

const cut = (origin: string) => new Lost('unknown', `${origin} closed the connection without an answer.`);

function late(origin: string, written: boolean): Lost {
  return written
    ? new Lost('unknown', `${origin} did not answer in time.`, 'pointless')
    : new Lost('unreachable', `${origin} could not be reached in time.`, 'pointless');
}

function unreachable(origin: string, error: NodeJS.ErrnoException): Lost {
  const host = new URL(origin).hostname;
  if (error.code === 'ENOTFOUND') {
    return new Lost('unreachable', `There is no host named ${host}; check DEVCHAT_URL.`, 'pointless');
  }
  if (error.code?.startsWith('ERR_TLS') === true || /CERT|SSL|UNABLE_TO_/.test(error.code ?? '')) {
    const hint = 'if its authority is your own, name its file in NODE_EXTRA_CA_CERTS';
    return new Lost('unreachable', `The certificate of ${host} is not valid (${error.code}); ${hint}.`, 'pointless');
  }
  if (error.code === 'ECONNREFUSED') {
    return new Lost(
      'unreachable',
      `Nothing answers at ${origin}; is the host running? (\`devchat serve\` starts one.)`,
    );
  }
  return new Lost('unreachable', `${origin} cannot be reached (${error.code ?? 'connection failed'}).`);
}
