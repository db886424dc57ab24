// Settings, invitations and figures of a host, changed while it runs, through the door and on both databases.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds } from './test-database.ts';
import { at, startTestNode, type Person, type TestNode } from './test-node.ts';

const password = 'correct horse';

describe.each(databaseKinds())('on %s', (kind) => {
  let node: TestNode;
  let owner: Person;
  let names = 0;
  beforeAll(async () => {
    const limits = { sendsPerUserPerMinute: 1000, invitesPerHost: 4 };
    const fixed = new Set(['writesPerUserPerMinute', 'sendsPerUserPerMinute']);
    node = await startTestNode({ kind, limits, config: { fixed } });
    owner = await node.signup('owner');
  }, 60_000);
  afterAll(() => node.stop());

  const signup = async (invite?: string) => {
    const fields = { username: `person${names++}`, password, ...(invite === undefined ? {} : { invite }) };
    return await node.post('auth.signup', JSON.stringify(fields));
  };
  const limitNow = async (name: string) =>
    (await owner.ask('admin.settings.get', {})).limits.find((limit) => limit.name === name);

  describe('a limit', () => {
    test('that is set holds from the next request on, and is what it was when it is taken back', async () => {
      const person = await node.signup(`person${names++}`);
      await owner.ask('admin.settings.set', { limits: { roomsPerUser: 1, readsPerUserPerMinute: 2 } });
      await person.ask('channel.create', { name: `room${names++}` });
      expect((await person.try('channel.create', { name: `room${names++}` })).error?.code).toBe('limit_reached');
      await person.ask('token.list', {});
      await person.ask('token.list', {});
      expect((await person.try('token.list', {})).error?.code).toBe('rate_limited');
      expect(await limitNow('roomsPerUser')).toMatchObject({ value: 1, source: 'setting', default: 100 });
      await owner.ask('admin.settings.set', { limits: { roomsPerUser: null, readsPerUserPerMinute: null } });
      expect(await limitNow('roomsPerUser')).toMatchObject({ value: 100, source: 'default' });
      await person.ask('channel.create', { name: `room${names++}` });
    });

    test('that the environment gives stays as it is, and one that a running host cannot take as well', async () => {
      const refused = async (limits: Record<string, number>) =>
        (await owner.try('admin.settings.set', { limits })).error?.message;
      expect(await refused({ sendsPerUserPerMinute: 5 })).toContain('DEVCHAT_LIMIT_SENDS_PER_USER_PER_MINUTE');
      expect(await refused({ nodeLeaseMs: 5000 })).toContain('DEVCHAT_LIMIT_NODE_LEASE_MS');
      expect(await limitNow('sendsPerUserPerMinute')).toMatchObject({ value: 1000, source: 'environment' });
    });
  });

  test('the name and the announcement are told to everybody at once, and the announcement ends by itself', async () => {
    const socket = await (await node.signup(`person${names++}`)).connect();
    const { name } = socket.state.host;
    await owner.ask('admin.settings.set', { name: 'The Tavern' });
    const hears = async (expected: object) =>
      await expect
        .poll(() => socket.heard.findLast((event) => event.type === 'host.updated'))
        .toMatchObject({ host: expected });
    await hears({ name: 'The Tavern' });
    const until = new Date(Date.now() + 60_000).toISOString();
    await owner.ask('admin.announce', { text: 'There is cake.', until });
    await hears({ announcement: { text: 'There is cake.', until } });
    expect((await owner.ask('state.get', {})).host.announcement?.text).toBe('There is cake.');
    expect((await owner.try('admin.announce', { text: 'Late', until: '2001-01-01T00:00:00Z' })).error?.field).toBe(
      'until',
    );
    await owner.ask('admin.announce', { text: null });
    await hears({ announcement: null });
    await owner.ask('admin.settings.set', { name: null });
    await hears({ name });
    socket.close();
  });

  describe('by invitation only', () => {
    beforeAll(() => owner.ask('admin.settings.set', { invitations_only: true }));
    afterAll(() => owner.ask('admin.settings.set', { invitations_only: false }));

    test('nobody makes an account without a code, or with one that is none', async () => {
      const answers = [await signup(), await signup('00000-00000-00000-00000')];
      expect(answers.map(({ status }) => status)).toEqual([403, 403]);
      expect(await answers[0]?.text()).toContain('by invitation only');
    });

    test('a code is good for exactly as many accounts as it says, made at the same moment', async () => {
      const { code } = await owner.ask('admin.invite.create', { max_uses: 3 });
      const answers = await Promise.all(Array.from({ length: 12 }, () => signup(code.toLowerCase())));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
      const { invites } = await owner.ask('admin.invite.list', {});
      expect(invites.map((invite) => invite.code)).not.toContain(code);
    });

    test('a sign-up that fails uses nothing up', async () => {
      const { code } = await owner.ask('admin.invite.create', { max_uses: 1 });
      const taken = await node.post('auth.signup', JSON.stringify({ username: 'owner', password, invite: code }));
      expect([taken.status, (await signup(code)).status]).toEqual([409, 200]);
    });

    test('a code that was revoked is none', async () => {
      const { code } = await owner.ask('admin.invite.create', { expires_in_days: 1 });
      const { invites } = await owner.ask('admin.invite.list', {});
      expect(invites).toContainEqual(expect.objectContaining({ code, uses: 0, created_by: expect.anything() }));
      await owner.ask('admin.invite.revoke', { code });
      expect((await signup(code)).status).toBe(403);
    });

    test('there are as many codes as invitesPerHost says, in pages, and not one more', async () => {
      const made = [];
      for (;;) {
        const answer = await owner.try('admin.invite.create', {});
        if (answer.error !== undefined) break;
        made.push(answer.ok.code);
      }
      expect(made).toHaveLength(4);
      const first = await owner.ask('admin.invite.list', { limit: 3 });
      const rest = await owner.ask('admin.invite.list', { before: at(first.invites, 2).code });
      const listed = [...first.invites, ...rest.invites].map(({ code }) => code);
      expect([first.has_more, listed]).toEqual([true, made.toReversed()]);
      for (const code of made) await owner.ask('admin.invite.revoke', { code });
    });
  });

  test('the figures count users, rooms and the messages of today', async () => {
    const before = await owner.ask('admin.statistics', {});
    const room = await owner.ask('channel.create', { name: `room${names++}` });
    for (let n = 0; n < 5; n++) await owner.send(room.id, `message ${n}`);
    const socket = await owner.connect();
    // What another look is storing at this moment is not counted yet.
    const today = async () => at((await owner.ask('admin.statistics', {})).messages, 0).messages;
    await expect.poll(today).toBe(at(before.messages, 0).messages + 5);
    const after = await owner.ask('admin.statistics', {});
    expect(after.messages).toHaveLength(30);
    expect(at(after.messages, 0).day).toBe(new Date().toISOString().slice(0, 10));
    expect(after.rooms - before.rooms).toBe(1);
    expect([after.users > 3, after.active_today <= after.users, after.active_today > 0]).toEqual([true, true, true]);
    await expect
      .poll(async () => (await owner.ask('admin.statistics', {})).nodes.map(({ users }) => users))
      .toEqual([1]);
    socket.close();
  });
});
