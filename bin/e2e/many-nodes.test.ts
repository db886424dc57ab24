// docs/operate.md, tried: three nodes on PostgreSQL and NATS behind nginx, as docs/examples/nginx.conf sets it up.
import { request } from 'node:https';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MessageId, newId, type ChannelId } from '../../common/ids.ts';
import type { Message } from '../../common/model.ts';
import { requests, type RequestName } from '../../common/requests.ts';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../server/test-database.ts';
import { natsUrl } from '../../server/test-nats.ts';
import { createVisitor } from '../../server/test-visitor.ts';
import { openHeadless, type Headless } from './headless.ts';
import { startHost, type RunningHost } from './host.ts';
import { nginxProgram, placeForProxy, startNginx, type Place, type Proxy } from './nginx.ts';
import { openShellOf, type Shell } from './shell.ts';

const program = nginxProgram();
const runs = program !== undefined && natsUrl() !== undefined && databaseKinds().includes('postgresql');
/** So many from one address, on each node; they are counted for a minute. */
const badTokens = 3;

const until = async (condition: () => Promise<boolean> | boolean) => {
  while (!(await condition())) await sleep(20);
};

describe.skipIf(!runs)('three nodes behind nginx', () => {
  let database: TestDatabase;
  let place: Place;
  let proxy: Proxy;
  let nodes: RunningHost[];
  let url: string;
  const shells: Shell[] = [];
  const clients: Headless[] = [];

  beforeAll(async () => {
    database = await createTestDatabase('postgresql');
    place = await placeForProxy();
    url = `https://127.0.0.1:${place.port}`;
    setDefaultCACertificates([...getCACertificates('default'), await readFile(place.certificate, 'utf8')]);
    const env = {
      DATABASE_URL: database.config.type === 'postgresql' ? database.config.url : '',
      NATS_URL: natsUrl(),
      DEVCHAT_PUBLIC_ORIGIN: url,
      DEVCHAT_TRUSTED_PROXIES: '1',
      DEVCHAT_LIMIT_BAD_TOKENS_PER_ADDRESS_PER_MINUTE: String(badTokens),
    };
    nodes = await Promise.all(Array.from({ length: 3 }, () => startHost(env)));
    const addresses = nodes.map((node) => node.url);
    proxy = await startNginx(program ?? '', place, addresses);
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await proxy?.close();
    await Promise.all((nodes ?? []).map((node) => node.close()));
    await database?.drop();
    for (const shell of shells) await shell.close();
  });

  const signUp = async (name: string) => {
    const shell = await openShellOf(name, url, { NODE_EXTRA_CA_CERTS: place.certificate });
    shells.push(shell);
    const { stdout } = await shell.run(['token', 'create', '--name', 'test', '--json']);
    return { shell, token: (JSON.parse(stdout) as { token: string }).token };
  };
  const comeIn = async (token: string) => {
    const client = await openHeadless(url, token, 'general');
    clients.push(client);
    return client;
  };

  test('all nodes answer, and people sign up and log in on the pages of all of them', async () => {
    for (const node of nodes) expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
    const visitor = createVisitor(url);
    const entered = await visitor.submit('/signup', '/signup', { username: 'vera', password: 'correct horse' });
    expect(entered.status).toBe(303);
    // Whichever node a page comes from.
    for (const _ of nodes) expect((await visitor.get('/account')).text).toContain('vera');
    const plain = await fetch(`http://127.0.0.1:${place.plainPort}/login?x=1`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([301, 'https://127.0.0.1/login?x=1']);
  });

  test('limits count the address of the client; whatever it claims to be changes nothing', async () => {
    const tryToken = (localAddress: string, claimed?: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = {
          authorization: 'Bearer no-such-token',
          ...(claimed === undefined ? {} : { 'x-forwarded-for': claimed }),
        };
        const asked = request(`${url}/v1/auth.whoami`, { method: 'POST', localAddress, headers }, (response) =>
          response.resume().once('end', () => resolve(response.statusCode)),
        );
        asked.once('error', reject);
        asked.end('{}');
      });
    const many = async (count: number, ...of: Parameters<typeof tryToken>) =>
      new Set(await Promise.all(Array.from({ length: count }, () => tryToken(...of))));
    await many(4 * nodes.length * badTokens, '127.0.0.9');
    expect(await many(12, '127.0.0.9')).toEqual(new Set([429]));
    expect(await many(12, '127.0.0.9', '127.0.0.10')).toEqual(new Set([429]));
    expect(await many(12, '127.0.0.9', '203.0.113.7, 127.0.0.10')).toEqual(new Set([429]));
    expect(await tryToken('127.0.0.10')).toBe(401);
  });

  test('a rolling upgrade under load loses nothing, and nobody notices more than a pause', async () => {
    const [ada, bob, grace] = await Promise.all([signUp('ada'), signUp('bob'), signUp('grace')]);
    await ada.shell.run(['channel', 'create', '#general']);
    for (const { shell } of [bob, grace]) await shell.run(['channel', 'join', '#general']);
    const [first, second, ...readers] = await Promise.all(
      [ada, bob, grace, grace, grace, ada].map(({ token }) => comeIn(token)),
    );
    if (first === undefined || second === undefined) throw new Error('nobody came in');

    let over = false;
    const typed: string[] = [];
    const person = async (client: Headless, who: string) => {
      for (let n = 1; !over; n++, await sleep(100)) {
        typed.push(`${who} ${n}`);
        client.send(`${who} ${n}`);
      }
    };
    const exitCodes: (number | null)[] = [];
    const script = async () => {
      for (let n = 1; !over; n++) {
        typed.push(`script ${n}`);
        exitCodes.push((await bob.shell.run(['send', '#general', '--quiet', `script ${n}`])).code);
      }
    };
    const answers = new Set<string>();
    const program = async () => {
      for (let n = 1; !over; n++, await sleep(20)) {
        // Some as long as messages can be.
        const content = `program ${n} ${'x'.repeat(n % 10 === 0 ? 16_000 : 0)}`;
        typed.push(content);
        await sendUntilStored(url, { token: grace.token, channel: first.channel, content, answers });
      }
    };

    const working = [person(first, 'ada'), person(second, 'bob'), script(), program()];
    await sleep(500);
    for (const node of nodes) {
      expect(await node.stop()).toBe(0);
      await node.again();
      await until(async () => (await fetch(`${node.url}/healthz`)).ok);
    }
    over = true;
    await Promise.all(working);
    await until(() => first.waiting() + second.waiting() === 0);

    const stored = await history(url, ada.token, first.channel);
    expect(stored.map(({ content }) => content).toSorted()).toEqual(typed.toSorted());
    const places = stored.map(({ seq, id }) => `${seq} ${id}`);
    expect(places).toEqual(stored.map(({ id }, index) => `${index + 1} ${id}`));
    for (const reader of [first, second, ...readers]) {
      await until(() => reader.messages().length >= stored.length);
      expect(reader.messages().map(({ seq, id }) => `${seq} ${id}`)).toEqual(places);
      expect([...reader.refused]).toEqual([]);
      // Each of them was on a node that stopped.
      expect(reader.arrivals()).toBeGreaterThan(1);
    }
    expect(new Set(exitCodes)).toEqual(new Set([0]));
    expect([...answers].filter((answer) => !['200', '502', '503'].includes(answer))).toEqual([]);
    expect(nodes.map((node) => node.log())).toEqual(['', '', '']);
  });
});

interface Sent {
  readonly token: string;
  readonly channel: ChannelId;
  readonly content: string;
  /** The status of each answer; what the network said where there was none. */
  readonly answers: Set<string>;
}

const ask = (url: string, token: string, name: RequestName, params: object) =>
  fetch(`${url}/v1/${name}`, {
    method: 'POST',
    body: JSON.stringify(params),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });

/** As docs/protocol.md tells programs to: the same id again until there is an answer. */
async function sendUntilStored(url: string, { token, channel, content, answers }: Sent): Promise<void> {
  const id = newId(MessageId);
  for (;;) {
    const { status } = await ask(url, token, 'message.send', { id, channel, content });
    answers.add(String(status));
    if (status === 200) return;
    await sleep(50);
  }
}

async function history(url: string, token: string, channel: ChannelId): Promise<Message[]> {
  const stored: Message[] = [];
  for (;;) {
    const answer = await ask(url, token, 'message.history', { channel, after: stored.length, limit: 100 });
    const page = requests['message.history'].result.parse(await answer.json());
    stored.push(...page.messages);
    if (!page.has_after) return stored;
  }
}
