// A real node for tests, on a free port and a database of its own, and the two doors to it.
import { WebSocket, type RawData } from 'ws';
import * as z from 'zod/mini';
import type { ErrorBody, ServerFrame } from '../common/frame.ts';
import { ErrorBody as ErrorBodySchema, ServerFrame as ServerFrameSchema, subprotocol } from '../common/frame.ts';
import { newId, MessageId, type ChannelId } from '../common/ids.ts';
import { hostLimitsWith, type HostLimits } from '../common/limits.ts';
import type { Event } from '../common/events.ts';
import type { State } from '../common/model.ts';
import { requests, type Params, type RequestName, type Result } from '../common/requests.ts';
import type { Config } from './config.ts';
import type { Database } from './store/database.ts';
import { startNode } from './node.ts';
import {
  createTestDatabase,
  openTestStore,
  testConfig,
  type DatabaseKind,
  type TestDatabase,
} from './test-database.ts';

export type Answer<N extends RequestName> =
  | { readonly ok: Result<N>; readonly error?: never }
  | { readonly ok?: never; readonly error: ErrorBody };

/** A user of the node, by HTTP. */
export interface Person {
  readonly token: string;
  readonly id: string;
  readonly name: string;
  /** Puts a request and answers its result; throws when it was refused. */
  ask<N extends RequestName>(name: N, params: Params<N>): Promise<Result<N>>;
  /** Puts a request that may be refused. */
  try<N extends RequestName>(name: N, params: Params<N>): Promise<Answer<N>>;
  send(channel: ChannelId, content: string): Promise<Result<'message.send'>>;
  connect(): Promise<Socket>;
}

/** A socket that has identified. */
export interface Socket {
  readonly ws: WebSocket;
  readonly state: State;
  /** The state of every `ready`: the first, and those that came when something may have been missed. */
  readonly states: State[];
  /** Everything heard so far, in order. */
  readonly heard: Event[];
  ask<N extends RequestName>(name: N, params: Params<N>): Promise<Answer<N>>;
  /** The first event, heard already or in the future, that `matches`. */
  event(matches: (event: Event) => boolean): Promise<Event>;
  readonly closed: Promise<{ code: number; reason: string }>;
  close(): void;
}

export interface TestNode {
  readonly url: string;
  readonly metricsUrl: string | undefined;
  readonly database: TestDatabase;
  /** The node's own database, for what no request does. */
  readonly db: Database;
  signup(name: string): Promise<Person>;
  /** A person known by their token: after a restart of the node, say. */
  as(person: Person): Person;
  post(request: string, body: string, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

export interface TestNodeOptions {
  readonly limits?: Partial<HostLimits>;
  readonly kind?: DatabaseKind;
  /** Use this database instead of a new one; it is not dropped. */
  readonly database?: TestDatabase;
  readonly config?: Partial<Config>;
}

/** Limits that tests would otherwise meet without meaning to. */
const roomy: Partial<HostLimits> = {
  authAttemptsPerAddressPerMinute: 10_000,
  writesPerUserPerMinute: 100_000,
  sendsPerUserPerMinute: 1_000_000,
  presenceGraceMs: 50,
};

export async function startTestNode(options: TestNodeOptions = {}): Promise<TestNode> {
  const database = options.database ?? (await createTestDatabase(options.kind ?? 'embedded'));
  const limits = hostLimitsWith({ ...roomy, ...options.limits });
  const config = testConfig(database, { limits, ...options.config });
  const store = await openTestStore(database);
  const node = await startNode(config, store);
  const post: TestNode['post'] = (request, body, headers = {}) =>
    fetch(`${node.url}/v1/${request}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  return {
    url: node.url,
    metricsUrl: node.metricsUrl,
    database,
    db: store.db,
    post,
    signup: async (name) => {
      const response = await post('auth.signup', JSON.stringify({ username: name, password: 'correct horse' }));
      const { token, me } = requests['auth.signup'].result.parse(await response.json());
      return person(node.url, post, { token, id: me.id, name });
    },
    as: ({ token, id, name }) => person(node.url, post, { token, id, name }),
    stop: async () => {
      await node.close();
      if (options.database === undefined) await database.drop();
    },
  };
}

function person(url: string, post: TestNode['post'], who: Pick<Person, 'token' | 'id' | 'name'>): Person {
  const attempt: Person['try'] = async (name, params) => {
    const response = await post(name, JSON.stringify(params), { authorization: `Bearer ${who.token}` });
    const body: unknown = await response.json();
    return response.ok ? { ok: conforming(name, body) } : { error: Failure.parse(body).error };
  };
  const ask: Person['ask'] = async (name, params) => unwrap(await attempt(name, params));
  return {
    ...who,
    try: attempt,
    ask,
    send: (channel, content) => ask('message.send', { id: newId(MessageId), channel, content }),
    connect: () => connect(url, who.token),
  };
}

const Failure = z.object({ error: ErrorBodySchema });

/** The result as the table promises it: a node that answers otherwise fails the test. */
function conforming<N extends RequestName>(name: N, result: unknown): Result<N> {
  return requests[name].result.parse(result) as Result<N>;
}

export function unwrap<N extends RequestName>(answer: Answer<N>): Result<N> {
  if (answer.error !== undefined) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.ok;
}

/** A raw socket of the gateway, not identified. */
export function openSocket(url: string, headers: Record<string, string> = {}): WebSocket {
  return new WebSocket(`${url.replace('http', 'ws')}/v1/gateway`, subprotocol, { headers });
}

export async function connect(url: string, token: string): Promise<Socket> {
  const ws = openSocket(url);
  const heard: Event[] = [];
  const states: State[] = [];
  const replies = new Map<number, (frame: Extract<ServerFrame, { type: 'reply' }>) => void>();
  const watchers = new Set<(event: Event) => void>();
  let nextId = 0;
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  ws.on('error', () => {});
  const state = new Promise<State>((resolve, reject) => {
    ws.on('message', (data) => {
      const frame = ServerFrameSchema.parse(JSON.parse(textOf(data)));
      if (frame.type === 'hello') ws.send(JSON.stringify({ type: 'identify', token }));
      else if (frame.type === 'ready') {
        states.push(frame.state);
        resolve(frame.state);
      } else if (frame.type === 'reply') replies.get(frame.id)?.(frame);
      else if (frame.type === 'event') {
        heard.push(frame.event);
        for (const watch of watchers) watch(frame.event);
      }
    });
    void closed.then(({ code, reason }) => reject(new Error(`closed before ready: ${code} ${reason}`)));
  });
  const ask = <N extends RequestName>(request: N, params: Params<N>): Promise<Answer<N>> =>
    new Promise((resolve) => {
      const id = nextId++;
      replies.set(id, ({ result, error }) =>
        resolve(error === undefined ? { ok: conforming(request, result) } : { error }),
      );
      ws.send(JSON.stringify({ type: 'request', id, request, params }));
    });
  const event = (matches: (event: Event) => boolean): Promise<Event> =>
    new Promise((resolve) => {
      const known = heard.find(matches);
      if (known !== undefined) return resolve(known);
      watchers.add((heardNow) => (matches(heardNow) ? resolve(heardNow) : undefined));
    });
  return { ws, state: await state, states, heard, ask, event, closed, close: () => ws.close() };
}

/** A frame's text. */
export function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : '';
}

/** The item at `index`, which a test knows to be there. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`there is no item ${index} of ${list.length}`);
  return item;
}
