// Accounts and logins through the HTTP door.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestNode, type TestNode } from '../test-node.ts';

let node: TestNode;
const signup = (fields: object) =>
  node.post('auth.signup', JSON.stringify({ username: 'ada', password: 'correct horse', ...fields }));
const login = (fields: object, at = node) =>
  at.post('auth.login', JSON.stringify({ username: 'ada', password: 'correct horse', ...fields }));
const codeOf = async (response: Response) => {
  const body: unknown = await response.json();
  return JSON.stringify(body);
};

beforeAll(async () => {
  node = await startTestNode();
  await signup({});
}, 30_000);
afterAll(() => node.stop());

describe('signing up', () => {
  test.each([
    ['a taken name in other letters', { username: 'ADA' }, 409, 'is taken'],
    ['a password of 7 bytes', { username: 'new', password: 'seven77' }, 400, 'at least 8 bytes'],
    ['a password of 73 bytes', { username: 'new', password: 'x'.repeat(73) }, 400, 'at most 72 bytes'],
    ['a name with a space', { username: 'a da' }, 400, 'username'],
    ['an email without @', { username: 'new', email: 'nobody' }, 400, 'ada@example.org'],
    ['an object for a name', { username: { $ne: '' } }, 400, 'of type string'],
    ['a key that is not known', { username: 'new', admin: true }, 400, 'admin'],
    ['a prototype', JSON.parse('{"username":"new","__proto__":{"admin":true}}'), 400, ''],
  ])('%s is refused with what is wrong', async (_, fields, status, text) => {
    const response = await node.post(
      'auth.signup',
      JSON.stringify({
        username: 'ada',
        password: 'correct horse',
        ...fields,
        ...(Object.hasOwn(fields, '__proto__') ? { extra: 1 } : {}),
      }),
    );
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(text);
  });

  test('a password of 72 bytes works whole: the same without its last byte is wrong', async () => {
    const password = 'é'.repeat(36);
    expect((await signup({ username: 'long', password })).status).toBe(200);
    expect((await login({ username: 'long', password })).status).toBe(200);
    expect((await login({ username: 'long', password: 'é'.repeat(35) + 'e' })).status).toBe(401);
  });

  test('of twenty people who take one name at once, one gets it', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => signup({ username: 'wanted' })));
    expect(answers.map((answer) => answer.status).toSorted((one, other) => one - other)).toEqual([
      200,
      ...Array.from({ length: 19 }, () => 409),
    ]);
  });

  test('an email address belongs to one account', async () => {
    expect((await signup({ username: 'one', email: 'a@example.org' })).status).toBe(200);
    expect((await signup({ username: 'two', email: 'A@example.org' })).status).toBe(409);
  });
});

describe('logging in', () => {
  test('an unknown user and a wrong password get the same answer, in about the same time', async () => {
    const timed = async (fields: object) => {
      const start = performance.now();
      const body = await codeOf(await login(fields));
      return { ms: performance.now() - start, body: body.replace(/"request_id":"[^"]+"/, '') };
    };
    const wrong = { username: 'ada', password: 'wrong horse' };
    const unknown = { username: 'nobody', password: 'wrong horse' };
    let fastestMs = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await timed(wrong), await timed(unknown)];
      expect(one.body).toBe(other.body);
      fastestMs = Math.min(fastestMs, one.ms, other.ms);
    }
    // bcrypt takes 85 ms and more; without it the answer comes in a few.
    expect(fastestMs).toBeGreaterThan(30);
  });

  test('a longer password than bcrypt reads is wrong, whatever it starts with', async () => {
    const password = 'x'.repeat(72);
    expect((await signup({ username: 'exact', password })).status).toBe(200);
    expect((await login({ username: 'exact', password: `${password}y` })).status).toBe(401);
  });

  test('NUL in what is looked up finds nothing, and breaks nothing', async () => {
    expect((await login({ username: 'ada\0' })).status).toBe(401);
  });

  test('a name is found in any case, and shown as it was made', async () => {
    const response = await login({ username: 'aDa' });
    expect(await response.json()).toMatchObject({ me: { username: 'ada', platform_role: 'owner' } });
  });

  test('attempts from one address are limited: the last one allowed is answered, the next one must wait', async () => {
    const strict = await startTestNode({ limits: { authAttemptsPerAddressPerMinute: 3 } });
    const statuses = [];
    for (let attempt = 0; attempt < 4; attempt++) statuses.push((await login({ username: 'nobody' }, strict)).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    const forged = await strict.post('auth.login', '{}', { 'x-forwarded-for': '203.0.113.9' });
    expect(forged.status).toBe(429);
    expect(Number(forged.headers.get('retry-after'))).toBeGreaterThan(0);
    await strict.stop();
  }, 20_000);

  test('wrong passwords from everywhere are limited too, and right ones count for nothing', async () => {
    const strict = await startTestNode({ limits: { authFailuresPerAccountPerHour: 3 } });
    await strict.signup('ada');
    const statuses = [];
    for (const password of ['correct horse', 'correct horse', 'correct horse', 'correct horse', 'wrong'])
      statuses.push((await login({ password }, strict)).status);
    const guesses = await Promise.all(['a', 'b', 'c', 'd'].map((password) => login({ password }, strict)));
    expect(statuses).toEqual([200, 200, 200, 200, 401]);
    expect(guesses.map((guess) => guess.status).toSorted((one, other) => one - other)).toEqual([401, 401, 429, 429]);
    await strict.stop();
  }, 20_000);

  test('wrong passwords for one account are limited, at once or one by one, and then the right one waits too', async () => {
    const strict = await startTestNode({ limits: { authFailuresPerAccountAndAddressPerHour: 2 } });
    await strict.signup('ada');
    const statuses = [];
    for (const password of ['wrong 1', 'wrong 2', 'correct horse'])
      statuses.push((await login({ username: 'ADA', password }, strict)).status);
    expect(statuses).toEqual([401, 401, 429]);
    await strict.stop();
  }, 20_000);
});

describe('tokens', () => {
  test('a revoked or expired token is no login, and its secret is stored nowhere', async () => {
    const ada = await node.signup('tess');
    const { id, token } = await ada.ask('token.create', { name: 'ci', expires_in_days: 1 });
    const whoami = async () => (await node.post('auth.whoami', '{}', { authorization: `Bearer ${token}` })).status;
    expect(await whoami()).toBe(200);
    expect((await ada.ask('token.list', {})).tokens.map(({ name, current }) => ({ name, current }))).toEqual([
      { name: 'ci', current: false },
      { name: 'a device', current: true },
    ]);
    await ada.ask('token.revoke', { id });
    expect(await whoami()).toBe(401);
    expect(JSON.stringify(await ada.ask('token.list', {}))).not.toContain(token);
  });

  test('who tries tokens that are none is not looked up any more', async () => {
    const strict = await startTestNode({ limits: { badTokensPerAddressPerMinute: 2 } });
    const ada = await strict.signup('ada');
    const statuses = [];
    for (const token of ['guess1', 'guess2', 'guess3', ada.token])
      statuses.push((await strict.post('auth.whoami', '{}', { authorization: `Bearer ${token}` })).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    await strict.stop();
  }, 20_000);

  test('a user may hold so many and no more', async () => {
    const few = await startTestNode({ limits: { tokensPerUser: 2 } });
    const ada = await few.signup('ada');
    await ada.ask('token.create', { name: 'second' });
    expect((await ada.try('token.create', { name: 'third' })).error?.code).toBe('limit_reached');
    expect((await login({}, few)).status).toBe(200);
    await few.stop();
  }, 20_000);

  test('after logging out the token is worth nothing', async () => {
    const person = await node.signup('leaver');
    await person.ask('auth.logout', {});
    expect((await person.try('auth.whoami', {})).error?.code).toBe('not_logged_in');
  });
});

describe('the HTTP door', () => {
  test.each([
    ['a body that is not JSON', '{', 400],
    ['a body that is a list', '[]', 400],
    ['a body over the limit', JSON.stringify({ username: 'x'.repeat(140_000) }), 413],
  ])('%s is refused', async (_, body, status) => {
    expect((await node.post('auth.login', body)).status).toBe(status);
  });

  test('an unknown request and an unknown path say so in JSON', async () => {
    expect(await codeOf(await node.post('no.such', '{}'))).toContain('unknown_request');
    expect(await codeOf(await node.post('constructor', '{}'))).toContain('unknown_request');
    expect((await fetch(`${node.url}/v1/no/such`)).status).toBe(404);
  });

  test('the health of a node can be asked for', async () => {
    const response = await fetch(`${node.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });
});
