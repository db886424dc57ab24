// Pages that hand out or take codes: a new password at /reset, and sign-up where it is by invitation only.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userId } from '../matrix/world.ts';
import { startTestNode, type Person, type TestNode } from '../test-node.ts';
import { createVisitor } from '../test-visitor.ts';

let host: TestNode;
let owner: Person;
let names = 0;
beforeAll(async () => {
  host = await startTestNode();
  owner = await host.signup('owner');
}, 60_000);
afterAll(() => host.stop());

const newCode = async (person: Person) => (await owner.ask('admin.user.reset_password', { user: userId(person) })).code;

describe('/reset', () => {
  test('the code is sent in the form, and whoever sends it is logged in with the new password', async () => {
    const person = await host.signup(`person${names++}`);
    const visitor = createVisitor(host.url);
    const page = await visitor.get('/reset');
    expect(page.text).toContain('method="post" action="/reset"');
    const code = await newCode(person);
    const sent = await visitor.submit('/reset', '/reset', { code, password: 'another horse' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/account']);
    expect((await visitor.get('/account')).text).toContain(person.name);
    const login = { username: person.name, password: 'another horse' };
    expect((await host.post('auth.login', JSON.stringify(login))).status).toBe(200);
  });

  test('a wrong code, and a password that is too short, are said beside their fields', async () => {
    const visitor = createVisitor(host.url);
    const wrong = await visitor.submit('/reset', '/reset', { code: 'none', password: 'another horse' });
    expect([wrong.status, wrong.text.includes('id="code-error"')]).toEqual([404, true]);
    const short = await visitor.submit('/reset', '/reset', { code: 'none', password: 'short' });
    expect([short.status, short.text.includes('id="password-error"')]).toEqual([400, true]);
  });

  test('it is for whoever is logged in as somebody else as well', async () => {
    const [person, other] = [await host.signup(`person${names++}`), `person${names++}`];
    const visitor = createVisitor(host.url);
    await visitor.submit('/signup', '/signup', { username: other, password: 'correct horse' });
    await visitor.submit('/reset', '/reset', { code: await newCode(person), password: 'another horse' });
    expect((await visitor.get('/account')).text).toContain(`<bdi>${person.name}</bdi>`);
  });

  test('a form that another site sends does nothing', async () => {
    const person = await host.signup(`person${names++}`);
    const visitor = createVisitor(host.url);
    const fields = { code: await newCode(person), password: 'another horse' };
    expect((await visitor.post('/reset', fields, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await person.try('auth.whoami', {})).error).toBeUndefined();
  });
});

test('the sign-up form asks for an invitation where the host wants one, and only there', async () => {
  const visitor = createVisitor(host.url);
  expect((await visitor.get('/signup')).text).not.toContain('Invitation');
  await owner.ask('admin.settings.set', { invitations_only: true });
  const { code } = await owner.ask('admin.invite.create', { max_uses: 1 });
  expect((await visitor.get('/signup')).text).toContain('Invitation');
  const account = { username: `person${names++}`, password: 'correct horse' };
  const without = await visitor.submit('/signup', '/signup', { ...account, invite: 'none' });
  expect([without.status, without.text.includes('id="invite-error"')]).toEqual([403, true]);
  expect((await visitor.submit('/signup', '/signup', { ...account, invite: code })).status).toBe(303);
  await owner.ask('admin.settings.set', { invitations_only: false });
});

test('a visitor who is suspended is logged out of the pages, and back when that ends', async () => {
  const visitor = createVisitor(host.url);
  const username = `person${names++}`;
  await visitor.submit('/signup', '/signup', { username, password: 'correct horse' });
  const { id: user } = await owner.ask('admin.user.get', { username });
  await owner.ask('admin.user.suspend', { user, reason: 'spam' });
  expect((await visitor.get('/account')).headers.get('location')).toBe('/login?next=/account');
  const refused = await createVisitor(host.url).submit('/login', '/login', { username, password: 'correct horse' });
  expect([refused.status, refused.text.includes('The reason given: spam')]).toEqual([403, true]);
  await owner.ask('admin.user.unsuspend', { user });
  expect((await visitor.get('/account')).text).toContain(`<bdi>${username}</bdi>`);
});
