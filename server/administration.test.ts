// Running a host: suspensions, ranks, its owner and new passwords, through the door, on both databases.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeTable } from '../common/frame.ts';
import { userId } from './matrix/world.ts';
import { hostScope } from './store/audit.ts';
import { createTestDatabase, databaseKinds, openTestStore } from './test-database.ts';
import { at, startTestNode, type Person, type TestNode } from './test-node.ts';

const password = 'correct horse';

describe.each(databaseKinds())('on %s', (kind) => {
  let node: TestNode;
  let owner: Person;
  let people = 0;
  beforeAll(async () => {
    node = await startTestNode({ kind });
    owner = await node.signup('owner');
  }, 60_000);
  afterAll(() => node.stop());

  const someone = async (role?: 'administrator' | 'moderator') => {
    const person = await node.signup(`person${people++}`);
    if (role !== undefined) await owner.ask('admin.role.set', { user: userId(person), role });
    return person;
  };
  const login = async (name: string, given = password) => {
    const answer = await node.post('auth.login', JSON.stringify({ username: name, password: given }));
    return { status: answer.status, text: await answer.text() };
  };
  const rankOf = async (person: Person) =>
    (await owner.try('admin.user.get', { username: person.name })).ok?.platform_role;
  const soon = (ms: number) => new Date(Date.now() + ms).toISOString();

  describe('somebody who is suspended', () => {
    test('is told so at once, why and until when, on their sockets and at every request', async () => {
      const person = await someone();
      const socket = await person.connect();
      const user = await owner.ask('admin.user.suspend', {
        user: userId(person),
        until: '2999-01-02T03:04:00Z',
        reason: 'spam',
      });
      expect(user.suspension).toEqual({ until: '2999-01-02T03:04:00.000Z', reason: 'spam' });
      expect((await socket.closed).code).toBe(closeTable.suspended.number);
      const { error } = await person.try('auth.whoami', {});
      expect(error).toMatchObject({
        code: 'suspended',
        message: 'Your account is suspended until 2999-01-02 03:04 UTC. The reason given: spam',
      });
      await expect(person.connect()).rejects.toThrow(String(closeTable.suspended.number));
    });

    test('learns of it by logging in only with the right password', async () => {
      const person = await someone();
      await owner.ask('admin.user.suspend', { user: userId(person), reason: 'spam' });
      expect(await login(person.name, 'wrong')).toMatchObject({
        status: 401,
        text: expect.not.stringContaining('spam'),
      });
      expect(await login(person.name)).toMatchObject({ status: 403, text: expect.stringContaining('spam') });
    });

    test('has the same logins again when it ends, by somebody or by itself', async () => {
      const person = await someone();
      await owner.ask('admin.user.suspend', { user: userId(person) });
      await owner.ask('admin.user.unsuspend', { user: userId(person) });
      expect((await person.ask('auth.whoami', {})).me.username).toBe(person.name);
      await owner.ask('admin.user.suspend', { user: userId(person), until: soon(400) });
      expect((await person.try('auth.whoami', {})).error?.code).toBe('suspended');
      await expect.poll(async () => (await person.try('auth.whoami', {})).error?.code).toBeUndefined();
      expect((await owner.try('admin.user.unsuspend', { user: userId(person) })).error?.code).toBe('conflict');
    });

    test('is found among the others', async () => {
      const person = await someone();
      await owner.ask('admin.user.suspend', { user: userId(person) });
      const found = await owner.ask('admin.users', { query: person.name.toUpperCase(), suspended: true });
      expect(found.users.map(({ username }) => username)).toEqual([person.name]);
      expect((await owner.ask('admin.users', { query: person.name, suspended: false })).users).toEqual([]);
    });
  });

  test('users are found by the beginning of their name or address, and by rank, in pages', async () => {
    const fields = { username: 'percent_', password, email: '100%@example.org' };
    await node.post('auth.signup', JSON.stringify(fields));
    await someone('moderator');
    const names = async (query: string) =>
      (await owner.ask('admin.users', { query })).users.map(({ username }) => username);
    expect([await names('perc'), await names('100%'), await names('1%'), await names('percentX')]).toEqual([
      ['percent_'],
      ['percent_'],
      [],
      [],
    ]);
    const ranked = await owner.ask('admin.users', { role: 'moderator' });
    expect(ranked.users.every((user) => user.platform_role === 'moderator')).toBe(true);
    const first = await owner.ask('admin.users', { limit: 1 });
    const second = await owner.ask('admin.users', { limit: 1, after: at(first.users, 0).username });
    expect([first.has_more, at(first.users, 0).username < at(second.users, 0).username]).toEqual([true, true]);
  });

  test('a moderator sees no addresses, and finds nobody by theirs', async () => {
    await node.post('auth.signup', JSON.stringify({ username: 'private', password, email: 'secret@example.org' }));
    const moderator = await someone('moderator');
    expect((await moderator.ask('admin.users', { query: 'secret@' })).users).toEqual([]);
    expect((await moderator.ask('admin.user.get', { username: 'private' })).email).toBeNull();
    expect((await owner.ask('admin.user.get', { username: 'private' })).email).toBe('secret@example.org');
  });

  test('a rank is another one on a socket that is open, at once', async () => {
    const person = await someone('administrator');
    const socket = await person.connect();
    expect((await socket.ask('admin.settings.get', {})).error).toBeUndefined();
    await owner.ask('admin.role.set', { user: userId(person), role: 'member' });
    expect((await socket.ask('admin.settings.get', {})).error?.code).toBe('forbidden');
    const event = await socket.event(({ type }) => type === 'me.updated');
    expect(event).toMatchObject({ me: { platform_role: 'member' } });
    socket.close();
  });

  describe('a new password', () => {
    const reset = async (code: string, chosen: string) => {
      const answer = await node.post('auth.reset', JSON.stringify({ code, password: chosen }));
      return answer.status;
    };

    test('is chosen with a code that is good once, even when it is used many times at the same moment', async () => {
      const person = await someone();
      const socket = await person.connect();
      const { code } = await owner.ask('admin.user.reset_password', { user: userId(person) });
      const statuses = await Promise.all(
        Array.from({ length: 10 }, (_, n) => reset(code.toLowerCase(), `chosen-${n}`)),
      );
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 9 }, () => 404)]);
      const won = statuses.indexOf(200);
      expect((await socket.closed).code).toBe(closeTable.not_logged_in.number);
      expect((await person.try('auth.whoami', {})).error?.code).toBe('not_logged_in');
      expect([(await login(person.name)).status, (await login(person.name, `chosen-${won}`)).status]).toEqual([
        401, 200,
      ]);
      expect(await reset(code, 'once again')).toBe(404);
    });

    test('a later code replaces an earlier one', async () => {
      const person = await someone();
      const { code: first } = await owner.ask('admin.user.reset_password', { user: userId(person) });
      const { code: second } = await owner.ask('admin.user.reset_password', { user: userId(person) });
      expect([await reset(first, 'chosen-1'), await reset(second, 'chosen-2')]).toEqual([404, 200]);
    });

    test('is not chosen with a code of before a promotion, by which whoever asked for it would rise as well', async () => {
      const [administrator, heir] = [await someone('administrator'), await someone()];
      const { code } = await administrator.ask('admin.user.reset_password', { user: userId(heir) });
      await owner.ask('admin.role.set', { user: userId(heir), role: 'administrator' });
      expect(await reset(code, 'chosen-1')).toBe(404);
      const { code: another } = await owner.ask('admin.user.reset_password', { user: userId(heir) });
      await owner.ask('admin.owner.transfer', { username: heir.name, password });
      expect(await reset(another, 'chosen-1')).toBe(404);
      await heir.ask('admin.owner.transfer', { username: owner.name, password });
    });
  });

  test('there is exactly one owner while the host is handed on many times at once', async () => {
    const heirs = await Promise.all(Array.from({ length: 8 }, () => someone()));
    const answers = await Promise.all(
      heirs.map(({ name }) => owner.try('admin.owner.transfer', { username: name, password })),
    );
    const won = answers.findIndex(({ error }) => error === undefined);
    expect(answers.filter(({ error }) => error === undefined)).toHaveLength(1);
    const heir = at(heirs, won);
    const owners = await heir.ask('admin.users', { role: 'owner' });
    expect(owners.users.map(({ username }) => username)).toEqual([heir.name]);
    expect((await heir.ask('admin.user.get', { username: 'owner' })).platform_role).toBe('administrator');
    await heir.ask('admin.owner.transfer', { username: 'owner', password });
    expect([await rankOf(owner), await rankOf(heir)]).toEqual(['owner', 'administrator']);
  });

  test('the owner is not handed on to somebody suspended, to oneself, or with a wrong password', async () => {
    const person = await someone();
    await owner.ask('admin.user.suspend', { user: userId(person) });
    const code = async (username: string, given = password) =>
      (await owner.try('admin.owner.transfer', { username, password: given })).error?.code;
    expect([await code(person.name), await code('owner'), await code(person.name, 'wrong')]).toEqual([
      'conflict',
      'conflict',
      'wrong_credentials',
    ]);
  });
});

test('what was done stands in the log of the host', async () => {
  const database = await createTestDatabase('embedded');
  const node = await startTestNode({ database });
  const owner = await node.signup('owner');
  const user = userId(await node.signup('somebody'));
  await owner.ask('admin.user.suspend', { user, reason: 'spam' });
  await owner.ask('admin.user.unsuspend', { user, reason: 'sorry' });
  await owner.ask('admin.user.reset_password', { user, reason: 'forgot it' });
  await owner.ask('admin.role.set', { user, role: 'moderator', reason: 'helps' });
  await owner.ask('admin.pass.give', { user, days: 3, reason: 'thanks' });
  await owner.ask('admin.pass.take', { user, reason: 'not for long' });
  await owner.ask('admin.settings.set', { invitations_only: true, reason: 'full' });
  const { code } = await owner.ask('admin.invite.create', {});
  await owner.ask('admin.invite.revoke', { code });
  await owner.ask('admin.announce', { text: 'There is cake.' });
  const { codes } = await owner.ask('admin.pass.create', { days: 1, note: 'for the fair' });
  await owner.ask('admin.pass.revoke', { id: at(codes, 0).id, reason: 'no fair' });
  await owner.ask('admin.owner.transfer', { username: 'somebody', password, reason: 'moving on' });
  await node.stop();
  const store = await openTestStore(database);
  const { rows } = await store.db.pool.query<Record<string, unknown>>(
    'select actor_name, action, target_name, reason from audit where scope = $1 order by n',
    [hostScope],
  );
  await store.close();
  await database.drop();
  expect(rows.map(({ action, target_name, reason }) => [action, target_name, reason])).toEqual([
    ['admin.user.suspend', 'somebody', 'spam'],
    ['admin.user.unsuspend', 'somebody', 'sorry'],
    ['admin.user.reset_password', 'somebody', 'forgot it'],
    ['admin.role.set', 'somebody', 'helps'],
    ['admin.pass.give', 'somebody', 'thanks'],
    ['admin.pass.take', 'somebody', 'not for long'],
    ['admin.settings.set', 'settings', 'full'],
    ['admin.invite.create', code.slice(0, 5), ''],
    ['admin.invite.revoke', code.slice(0, 5), ''],
    ['admin.announce', 'announcement', ''],
    ['admin.pass.create', 'for the fair', ''],
    ['admin.pass.revoke', 'for the fair', 'no fair'],
    ['admin.owner.transfer', 'somebody', 'moving on'],
  ]);
  expect(new Set(rows.map(({ actor_name }) => actor_name))).toEqual(new Set(['owner']));
}, 60_000);
