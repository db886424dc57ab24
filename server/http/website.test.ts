import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { closeTable } from '../../common/frame.ts';
import { openSocket, startTestNode, type TestNode } from '../test-node.ts';
import { createVisitor, hiddenFields } from '../test-visitor.ts';

// A host starts with a database of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: TestNode;
let count = 0;
const newName = () => `visitor${(count += 1)}`;
const password = 'correct horse battery';

beforeAll(async () => {
  host = await startTestNode({ config: { name: 'Test <host> & co' } });
});
afterAll(() => host.stop());

const signedUp = async (name = newName()) => {
  const visitor = createVisitor(host.url);
  const answer = await visitor.submit('/signup', '/signup', { username: name, password });
  expect(answer.status).toBe(303);
  return { visitor, name };
};

/** Calls a request as a program does. */
const call = async (request: string, params: object, token?: string) => {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const body = JSON.stringify(params);
  return await fetch(`${host.url}/v1/${request}`, { method: 'POST', body, headers: authorization });
};

describe('coming in', () => {
  test('signing up logs in, and the account page knows who it is', async () => {
    const { visitor, name } = await signedUp();
    const account = await visitor.get('/account');
    expect(account.status).toBe(200);
    expect(account.text).toContain(`<bdi>${name}</bdi>`);
    expect(account.text).toContain('this one');
  });

  test('the login cookie is a login token, out of reach of scripts and other sites', async () => {
    const visitor = createVisitor(host.url);
    const answer = await visitor.submit('/signup', '/signup', { username: newName(), password });
    const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('devchat='));
    expect(line).toMatch(/^devchat=devchat_[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const who = await call('auth.whoami', {}, visitor.cookies.get('devchat'));
    expect(who.status).toBe(200);
  });

  test('what is wrong is said beside each field, and what was typed stays, except the password', async () => {
    const visitor = createVisitor(host.url);
    const answer = await visitor.submit('/signup', '/signup', { username: 'a', password: 'tiny1', email: 'nowhere' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('User name must have at least 2 characters.');
    expect(answer.text).toContain('Password must have at least 8 bytes.');
    expect(answer.text).toContain('Email address must be an address like ada@example.org.');
    expect(answer.text).toContain('value="nowhere"');
    expect(answer.text).not.toContain('tiny1');
    expect(answer.text).toMatch(
      /<input id="username"[^>]*aria-invalid="true"[^>]*aria-describedby="username-hint username-error"/,
    );
  });

  test('a taken name is said beside the name, a taken address beside the address', async () => {
    const [name, email] = [newName(), 'taken@example.org'];
    await createVisitor(host.url).submit('/signup', '/signup', { username: name, password, email });
    const again = await createVisitor(host.url).submit('/signup', '/signup', {
      username: name.toUpperCase(),
      password,
    });
    expect(again.status).toBe(409);
    expect(again.text).toMatch(/id="username-error">The user name \w+ is taken\./);
    const other = await createVisitor(host.url).submit('/signup', '/signup', { username: newName(), password, email });
    expect(other.text).toMatch(/id="email-error">There is an account with that email address already\./);
  });

  test('an unknown user and a wrong password look the same', async () => {
    const { name } = await signedUp();
    const page = async (username: string) => {
      const answer = await createVisitor(host.url).submit('/login', '/login', { username, password: 'wrong horse' });
      return {
        status: answer.status,
        text: answer.text.replaceAll(username, 'NAME').replaceAll(/value="[\w-]{43}"/g, ''),
      };
    };
    expect(await page(name)).toEqual(await page('nobody-at-all'));
    expect((await page(name)).text).toContain('The user name or the password is wrong.');
  });

  test('a device is named after the browser', async () => {
    const visitor = createVisitor(host.url);
    const { text } = await visitor.get('/signup');
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const headers = { origin: host.url, 'user-agent': agent };
    await visitor.post('/signup', { ...hiddenFields(text), username: newName(), password }, headers);
    expect((await visitor.get('/account')).text).toContain('Firefox on Linux');
  });

  test('whoever is logged in already is sent on', async () => {
    const { visitor } = await signedUp();
    const answer = await visitor.get('/login');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account']);
  });

  test('the way back after a login stays on this host', async () => {
    const { name } = await signedUp();
    const visitor = createVisitor(host.url);
    const sent = await visitor.get('/account');
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/login?next=/account']);
    const wanted = await createVisitor(host.url).submit('/login?next=/about', '/login', { username: name, password });
    expect(wanted.headers.get('location')).toBe('/about');
    const answer = await visitor.submit('/login?next=//evil.example', '/login', { username: name, password });
    expect(answer.headers.get('location')).toBe('/account');
    const forged = await createVisitor(host.url).submit('/login', '/login', {
      username: name,
      password,
      next: '/.//evil.example',
    });
    expect(forged.headers.get('location')).toBe('/account');
  });
});

describe('the account page', () => {
  test('another device is revoked, and only one’s own', async () => {
    const [{ visitor, name }, stranger] = [await signedUp(), await signedUp()];
    const laptop = createVisitor(host.url);
    await laptop.submit('/login', '/login', { username: name, password });
    const id = /name="id" value="([^"]+)"/.exec((await visitor.get('/account')).text)?.[1] ?? '';
    const foreign = await stranger.visitor.submit('/account', '/account/revoke', { id });
    expect(foreign.headers.get('location')).toBe('/account?done=gone');
    expect((await laptop.get('/account')).status).toBe(200);

    const answer = await visitor.submit('/account', '/account/revoke', { id });
    expect(answer.headers.get('location')).toBe('/account?done=revoked');
    expect((await visitor.get('/account?done=revoked')).text).toContain('That device is logged out.');
    const after = await laptop.get('/account');
    expect([after.status, after.headers.get('location')]).toEqual([303, '/login?next=/account']);
    expect(laptop.cookies.has('devchat')).toBe(false);
  });

  test('an id that is none is refused in words', async () => {
    const { visitor } = await signedUp();
    const answer = await visitor.submit('/account', '/account/revoke', { id: "'; drop table tokens" });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('must be a UUID');
  });

  test('logging out ends the token, not just the cookie', async () => {
    const { visitor } = await signedUp();
    const token = visitor.cookies.get('devchat');
    const answer = await visitor.submit('/account', '/logout');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/about']);
    expect(visitor.cookies.has('devchat')).toBe(false);
    expect((await call('auth.whoami', {}, token)).status).toBe(401);
  });
});

describe('forms from elsewhere', () => {
  const page = async () => {
    const visitor = createVisitor(host.url);
    const fields = { ...hiddenFields((await visitor.get('/signup')).text), username: newName(), password };
    return { visitor, fields };
  };

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a look-alike', { origin: 'http://127.0.0.1.evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { origin: 'null' }],
    ['nowhere', {}],
    ['another site, says the browser', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site, says the browser', { 'sec-fetch-site': 'same-site' }],
  ])('a form from %s is refused', async (_, headers: Record<string, string>) => {
    const { visitor, fields } = await page();
    const answer = await visitor.post('/signup', fields, headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Not sent from here');
  });

  test('a form that is no form is refused', async () => {
    const { visitor, fields } = await page();
    const headers = { origin: host.url, 'content-type': 'text/plain' };
    expect((await visitor.post('/signup', fields, headers)).status).toBe(403);
  });

  test.each(['', 'x', 'A'.repeat(43), 'Ä'.repeat(22)])('the hidden field %j is not believed', async (form) => {
    const { visitor, fields } = await page();
    const answer = await visitor.post('/signup', { ...fields, form }, { origin: host.url });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Please send the form again.');
    expect(answer.text).toContain(`value="${fields.username}"`);
  });

  test('a hidden field without its cookie, or from another login, changes nothing', async () => {
    const { visitor, fields } = await page();
    visitor.cookies.clear();
    expect((await visitor.post('/signup', fields, { origin: host.url })).status).toBe(403);
    const [ada, eve] = [await signedUp(), await signedUp()];
    const { form = '' } = hiddenFields((await eve.visitor.get('/account')).text);
    const answer = await ada.visitor.post('/logout', { form }, { origin: host.url });
    expect(answer.status).toBe(403);
    expect((await ada.visitor.get('/account')).status).toBe(200);
  });
});

describe('the cookie opens pages and nothing else', () => {
  test('requests do not know it', async () => {
    const { visitor } = await signedUp();
    const cookie = `devchat=${visitor.cookies.get('devchat')}`;
    const answer = await fetch(`${host.url}/v1/auth.whoami`, { method: 'POST', headers: { cookie, origin: host.url } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('the gateway does not know it', async () => {
    const { visitor } = await signedUp();
    const cookie = `devchat=${visitor.cookies.get('devchat')}`;
    const first = async (frame: object) => {
      const socket = openSocket(host.url, { cookie, origin: host.url });
      const closed = new Promise((resolve) => socket.once('close', resolve));
      await new Promise((resolve) => socket.once('open', resolve));
      socket.send(JSON.stringify(frame));
      return await closed;
    };
    expect(await first({ type: 'request', id: 1, request: 'auth.whoami' })).toBe(closeTable.protocol_error.number);
    expect(await first({ type: 'identify', token: '' })).toBe(closeTable.not_logged_in.number);
  });

  test('a cookie that is no token is forgotten', async () => {
    const visitor = createVisitor(host.url);
    visitor.cookies.set('devchat', `devchat_${'A'.repeat(43)}`);
    expect((await visitor.get('/account')).status).toBe(303);
    expect(visitor.cookies.has('devchat')).toBe(false);
  });
});

describe('text of others stays text', () => {
  const payloads = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</title><svg onload=alert(1)>',
    'javascript:alert(1)',
    '{{7*7}}${7*7}<%= 7*7 %>',
    '\u202egnp.exe\u2066',
    '&lt;b&gt;&#x27;',
    '\u001b]0;owned\u0007',
    ']]><!--',
  ];
  const tags = (html: string) => [...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag);
  /** Attributes that could run something; what stands inside quotes is a value and cannot. */
  const handlers = (html: string) =>
    [...html.replaceAll(/"[^"]*"/g, '""').matchAll(/<[a-z][^<>]*?\s(on\w+|style|srcdoc)\s*=/gi)].map(
      ([, name]) => name,
    );

  test.each(payloads)('as the name of a device: %j', async (payload) => {
    const { visitor } = await signedUp();
    const token = visitor.cookies.get('devchat');
    const plain = await call('token.create', { name: 'laptop' }, token);
    expect(plain.status).toBe(200);
    const before = (await visitor.get('/account')).text;
    const { id } = JSON.parse(await plain.text());
    await call('token.revoke', { id }, token);
    expect((await call('token.create', { name: payload }, token)).status).toBe(200);
    const { text } = await visitor.get('/account');
    expect(tags(text)).toEqual(tags(before));
    expect(handlers(text)).toEqual([]);
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u);
  });

  test.each(payloads)('typed into a form: %j', async (payload) => {
    const visitor = createVisitor(host.url);
    const before = await visitor.submit('/signup', '/signup', { username: '!', email: '!', password: '!' });
    const answer = await visitor.submit('/signup', '/signup', { username: payload, email: payload, password: payload });
    expect(answer.status).toBe(400);
    expect(new Set(tags(answer.text))).toEqual(new Set(tags(before.text)));
    expect(handlers(answer.text)).toEqual([]);
  });

  test.each(payloads)('in an address: %j', async (payload) => {
    const visitor = createVisitor(host.url);
    for (const path of [`/${encodeURIComponent(payload)}`, `/login?next=${encodeURIComponent(`/${payload}`)}`]) {
      const { text } = await visitor.get(path);
      expect(handlers(text)).toEqual([]);
      expect(tags(text)).not.toContain('script');
      expect(tags(text)).not.toContain('svg');
    }
  });

  test('the host’s own name too', async () => {
    for (const path of ['/about', '/login', '/nothing']) {
      const { text } = await createVisitor(host.url).get(path);
      expect(text).toContain('<bdi>Test &lt;host&gt; &amp; co</bdi>');
      expect(text).not.toContain('<host>');
    }
  });
});

describe('HTTP', () => {
  test('the front door leads to the about page', async () => {
    const answer = await createVisitor(host.url).get('/');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/about']);
  });

  test('the about page says how to get the client, and sends nobody to a stranger’s package of that name', async () => {
    const { text } = await createVisitor(host.url).get('/about');
    expect(text).toContain('npm install --global ./devchat-');
    expect(text).toContain('npm start</code>');
    expect(text).not.toMatch(/npm (install|i|add)[^<]* devchat\b|npx devchat/);
  });

  test('every page says what a browser may do with it', async () => {
    const { visitor } = await signedUp();
    for (const path of ['/about', '/account', '/login', '/nothing', '/v1/nothing', '/v1/openapi.json', '/healthz']) {
      const { headers } = await visitor.get(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
    }
    for (const path of ['/account', '/login', '/signup', '/about'])
      expect((await visitor.get(path)).headers.get('cache-control')).toBe('no-store');
  });

  test('the style sheet is named by its content and kept for good', async () => {
    const visitor = createVisitor(host.url);
    const path = /href="(\/style-[^"]+)"/.exec((await visitor.get('/about')).text)?.[1] ?? '';
    const { status, headers } = await visitor.get(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('pages carry no script', async () => {
    const { visitor } = await signedUp();
    for (const path of ['/about', '/account', '/nothing'])
      expect((await visitor.get(path)).text).not.toMatch(/<script/i);
  });

  test('nothing at an address: a page for browsers, JSON under /v1', async () => {
    const visitor = createVisitor(host.url);
    const page = await visitor.get('/nothing');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    expect(page.text).toMatch(/^<!DOCTYPE html><html lang="en">/);
    const api = await visitor.get('/v1/no/such/thing');
    expect([api.status, JSON.parse(api.text).error.code]).toEqual([404, 'not_found']);
  });

  test.each([
    ['DELETE', '/account', 'GET, HEAD'],
    ['POST', '/about', 'GET, HEAD'],
    ['GET', '/logout', 'POST'],
    ['PUT', '/login', 'GET, HEAD, POST'],
    ['GET', '/v1/host.info', 'POST'],
    ['POST', '/v1/openapi.json', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('%s %s is refused, and what is allowed is said', async (method, path, allow) => {
    const answer = await fetch(`${host.url}${path}`, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
  });

  test('HEAD answers like GET, without the page', async () => {
    const answer = await fetch(`${host.url}/about`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8');
  });

  test('a form as large as a book is refused', async () => {
    const answer = await createVisitor(host.url).post('/login', { username: 'x'.repeat(20_000) }, { origin: host.url });
    expect(answer.status).toBe(413);
  });
});
