import { afterEach, expect, test, vi } from 'vitest';
import { startTestNode, type TestNode, type TestNodeOptions } from '../test-node.ts';
import { createVisitor, hiddenFields } from '../test-visitor.ts';

// A host starts with a database of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: TestNode | undefined;
afterEach(() => host?.stop());

const start = async (options: TestNodeOptions) => {
  host = await startTestNode(options);
  return host.url;
};
const password = 'correct horse battery';

test('the form draws on the same budget as every other door', async () => {
  const url = await start({ limits: { authAttemptsPerAddressPerMinute: 2 } });
  const attempt = () => createVisitor(url).submit('/login', '/login', { username: 'ada', password: 'wrong horse' });
  expect((await attempt()).status).toBe(401);
  await fetch(`${url}/v1/auth.login`, { method: 'POST', body: JSON.stringify({ username: 'ada', password: 'x' }) });
  const answer = await attempt();
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(answer.text).toContain('Too many requests; try again in');
  expect(answer.text).toContain('value="ada"');
});

test('a visitor cannot gain attempts with a header that no proxy wrote', async () => {
  const url = await start({ limits: { authAttemptsPerAddressPerMinute: 1 } });
  const attempt = async (from: string) => {
    const visitor = createVisitor(url);
    const fields = { ...hiddenFields((await visitor.get('/login')).text), username: 'ada', password: 'x' };
    return (await visitor.post('/login', fields, { origin: url, 'x-forwarded-for': from })).status;
  };
  expect([await attempt('10.0.0.1'), await attempt('10.0.0.2')]).toEqual([401, 429]);
});

test('behind a trusted proxy the visitors are told apart by what the proxy wrote', async () => {
  const url = await start({ limits: { authAttemptsPerAddressPerMinute: 1 }, config: { trustedProxies: 1 } });
  const attempt = async (from: string) => {
    const visitor = createVisitor(url);
    const fields = { ...hiddenFields((await visitor.get('/login')).text), username: 'ada', password: 'x' };
    return (await visitor.post('/login', fields, { origin: url, 'x-forwarded-for': from })).status;
  };
  expect(await attempt('192.0.2.1')).toBe(401);
  expect(await attempt('10.9.9.9, 192.0.2.1')).toBe(429);
  expect(await attempt('192.0.2.2')).toBe(401);
});

test('over https the cookies are secure, bound to this host, and https is remembered', async () => {
  const origin = 'https://chat.example.org';
  const url = await start({ config: { publicOrigin: origin } });
  const visitor = createVisitor(url);
  const page = await visitor.get('/signup');
  expect(page.headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect([...visitor.cookies.keys()]).toEqual(['__Host-devchat-form']);
  const fields = { ...hiddenFields(page.text), username: 'ada', password };
  expect((await visitor.post('/signup', fields, { origin: url })).status).toBe(403);
  const answer = await visitor.post('/signup', fields, { origin });
  expect(answer.status).toBe(303);
  expect(answer.headers.getSetCookie()).toContainEqual(
    expect.stringMatching(
      /^__Host-devchat=devchat_[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  );
  expect((await visitor.get('/about')).text).toContain(`export DEVCHAT_URL=${origin}`);
});

test('a cookie without the prefix is not believed over https', async () => {
  const url = await start({ config: { publicOrigin: 'https://chat.example.org' } });
  const body = JSON.stringify({ username: 'ada', password });
  const made = await fetch(`${url}/v1/auth.signup`, { method: 'POST', body });
  const { token } = JSON.parse(await made.text());
  const visitor = createVisitor(url);
  visitor.cookies.set('devchat', token);
  expect((await visitor.get('/account')).status).toBe(303);
});
