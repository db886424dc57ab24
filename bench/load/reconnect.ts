// Load: clients that come back all at once and ask for what they missed, each as the protocol wants it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerFrame } from '../../common/frame.ts';
import type { Result } from '../../common/requests.ts';
import { serveTask } from '../child.ts';
import { openWire } from '../wire.ts';

export interface ReconnectTask {
  readonly url: string;
  readonly tokens: readonly string[];
  /** What each client holds of each of its channels already. */
  readonly position: number;
  /** Milliseconds since 1970 at which all come, those of other processes too. */
  readonly at: number;
}

export interface ReconnectAnswer {
  /** For each client: milliseconds until it had everything. */
  readonly wholeAfter: readonly number[];
  readonly messages: number;
}

type Changes = Result<'channel.changes'>;

serveTask(async ({ url, tokens, position, at }: ReconnectTask): Promise<ReconnectAnswer> => {
  await sleep(at - Date.now());
  const back = await Promise.all(tokens.map((token) => comeBack(url, token, position)));
  // Looked into afterwards, so that it takes no time from the others.
  const messages = back.reduce((sum, { pages }) => sum + pages.reduce((n, page) => n + checked(page, position), 0), 0);
  return { wholeAfter: back.map(({ whole }) => whole - at), messages };
});

/** Resolves when every channel that has changed is answered for. */
async function comeBack(url: string, token: string, position: number): Promise<{ whole: number; pages: Buffer[] }> {
  const pages: Buffer[] = [];
  let behind = Number.NaN;
  const done = Promise.withResolvers<void>();
  const wire = await openWire(url, (bytes, start, end) => {
    const kind = bytes.toString('latin1', start + 9, start + 14);
    if (kind === 'ready') behind = ask(bytes.toString('utf8', start, end));
    if (kind === 'reply') pages.push(Buffer.from(bytes.subarray(start, end)));
    if (pages.length === behind) done.resolve();
  });
  void wire.gone.then(() => done.reject(new Error('the host ended a connection')));
  wire.send({ type: 'identify', token });
  await done.promise;
  return { whole: Date.now(), pages };

  /** How many channels were asked for. */
  function ask(text: string): number {
    const frame = JSON.parse(text) as Extract<ServerFrame, { type: 'ready' }>;
    const changed = frame.state.channels.filter((channel) => channel.last_rev > position);
    for (const [id, channel] of changed.entries()) {
      const params = { channel: channel.id, after_rev: position, limit: 100 };
      wire.send({ type: 'request', id, request: 'channel.changes', params });
    }
    return changed.length;
  }
}

/** How many messages a page brings; throws when one is missing. */
function checked(reply: Buffer, position: number): number {
  const text = reply.toString();
  const { result } = JSON.parse(text) as { readonly result?: Changes };
  if (result === undefined) throw new Error(text);
  const { changes, last_rev, has_more, gap } = result;
  const inOrder = changes.every((message, i) => message.rev === position + 1 + i);
  if (!inOrder || gap || has_more || changes.length !== last_rev - position) throw new Error(`not whole: ${text}`);
  return changes.length;
}
