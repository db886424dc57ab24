// Roles and overrides through the door that people use: what they do, what their limits are, and what two at once come to.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MessageId, newId, RoleId, rootOf, ServerId } from '../common/ids.ts';
import { permissionNames } from '../common/permission-table.ts';
import { allBits, toBits } from '../common/permissions.ts';
import type { Role } from '../common/places.ts';
import { changeServer } from './store/servers.ts';
import { apart, transaction } from './store/transaction.ts';
import { databaseKinds } from './test-database.ts';
import { at, startTestNode, type Person, type TestNode } from './test-node.ts';
import { createTestServer, idOf, type TestServer } from './test-server.ts';

let node: TestNode;
let owner: Person;
let manager: Person;
let member: Person;
let outsider: Person;
let server: TestServer;
beforeAll(async () => {
  const limits = { rolesPerServer: 6, rolesPerMember: 2, overridesPerChannel: 2, serversPerUser: 100 };
  node = await startTestNode({ limits });
  [owner, manager, member, outsider] = [
    await node.signup('olga'),
    await node.signup('ada'),
    await node.signup('bob'),
    await node.signup('eve'),
  ];
});
afterAll(() => node.stop());

let servers = 0;
/** A new server; the manager has the one role there is, with manage_roles and kick. */
async function fresh(): Promise<TestServer & { managers: RoleId }> {
  server = await createTestServer(node, owner, `server ${servers++}`);
  await server.join(manager, member);
  const managers = await server.role('managers', ['manage_roles', 'kick'], manager);
  return { ...server, managers };
}

const create = (by: Person, name: string, more: { permissions?: Role['permissions'] } = {}) =>
  by.ask('role.create', { server: server.id, name, ...more });
const rolesOf = async () => (await owner.ask('server.get', { server: server.id })).roles;
const order = async () => (await rolesOf()).map(({ name, position }) => `${position} ${name}`);
const newMessageId = () => newId(MessageId);
const newServerId = () => newId(ServerId);
const codeOf = async (answer: ReturnType<Person['try']>) => (await answer).error?.code ?? 'ok';
const audited = async () =>
  await apart(node.db).rows<{ action: string; target_name: string; reason: string; before: unknown; after: unknown }>(
    'select action, target_name, reason, before, after from audit where scope = $1 order by n',
    [server.id],
  );

describe('roles', () => {
  test('begin above the default role, and their positions have no holes whatever is done', async () => {
    await fresh();
    const [low, lower] = [await create(owner, 'low'), await create(owner, 'lower')];
    expect(await order()).toEqual(['3 managers', '2 low', '1 lower', '0 everyone']);
    await owner.ask('role.move', { role: lower.id, position: 99 });
    expect(await order()).toEqual(['3 lower', '2 managers', '1 low', '0 everyone']);
    await owner.ask('role.move', { role: lower.id, position: 1 });
    expect(await order()).toEqual(['3 managers', '2 low', '1 lower', '0 everyone']);
    await owner.ask('role.delete', { role: low.id });
    expect(await order()).toEqual(['2 managers', '1 lower', '0 everyone']);
  });

  test('are named once in a server, without regard to case', async () => {
    await fresh();
    const role = await create(owner, 'Mods');
    const other = await create(owner, 'other');
    expect(await codeOf(owner.try('role.create', { server: server.id, name: 'mODS' }))).toBe('name_taken');
    expect(await codeOf(owner.try('role.update', { role: other.id, name: 'mods' }))).toBe('name_taken');
    expect(await owner.ask('role.update', { role: role.id, name: 'MODS' })).toMatchObject({ name: 'MODS' });
  });

  test.each(['', ' ', ' mods', 'mods ', 'a@b', 'here', 'HERE', 'a\nb'])('are not named %j', async (name) => {
    expect(await codeOf(owner.try('role.create', { server: newServerId(), name }))).toBe('bad_request');
  });

  test('change only in what is said', async () => {
    await fresh();
    const { id: role } = await owner.ask('role.create', {
      server: server.id,
      name: 'mods',
      permissions: ['kick', 'send'],
      colour: '#3fa7d6',
      hoisted: true,
    });
    expect(await owner.ask('role.update', { role, mentionable: true })).toMatchObject({
      name: 'mods',
      permissions: ['send', 'kick'],
      colour: '#3fa7d6',
      hoisted: true,
      mentionable: true,
    });
    expect(await owner.ask('role.update', { role, colour: null, permissions: [] })).toMatchObject({
      name: 'mods',
      permissions: [],
      colour: null,
      hoisted: true,
      mentionable: true,
    });
  });

  test('the default role has other permissions and another colour, but stays what it is', async () => {
    const { defaultRole: role } = await fresh();
    expect(await owner.ask('role.update', { role, permissions: ['view'], colour: '#ffffff' })).toMatchObject({
      permissions: ['view'],
      colour: '#ffffff',
      position: 0,
    });
    for (const change of [{ name: 'all' }, { hoisted: true }, { mentionable: true }])
      expect(await codeOf(owner.try('role.update', { role, ...change }))).toBe('forbidden');
  });

  test('are shown with who has them, by pages and by name, to members', async () => {
    const { defaultRole, managers } = await fresh();
    const names = async (role: RoleId, more = {}) => {
      const page = await member.ask('role.members', { role, ...more });
      return [...page.members.map(({ username }) => username), ...(page.has_more ? ['more'] : [])];
    };
    expect(await names(managers)).toEqual(['ada']);
    expect(await names(defaultRole)).toEqual(['ada', 'bob', 'olga']);
    expect(await names(defaultRole, { limit: 2 })).toEqual(['ada', 'bob', 'more']);
    expect(await names(defaultRole, { limit: 2, after: 'BOB' })).toEqual(['olga']);
    expect(await names(defaultRole, { username: 'Bob' })).toEqual(['bob']);
    expect(await names(managers, { username: 'bob' })).toEqual([]);
    expect(await codeOf(outsider.try('role.members', { role: managers }))).toBe('not_found');
  });

  test('given and taken are told to the member and to everybody in the server, and kept in the audit log', async () => {
    await fresh();
    const role = await create(owner, 'mods', { permissions: ['manage_messages'] });
    const [watching, own] = [await owner.connect(), await member.connect()];
    const isMine = (roles: readonly RoleId[]) =>
      own.event((event) => event.type === 'server.joined' && event.server.me.roles.join() === roles.join());
    const seen = (roles: readonly RoleId[]) =>
      watching.event(
        (event) =>
          event.type === 'server.member_updated' &&
          event.member.id === member.id &&
          event.member.roles.join() === roles.join(),
      );
    const given = await owner.ask('role.give', { role: role.id, user: idOf(member), reason: 'well done' });
    expect(given).toMatchObject({ username: 'bob', roles: [role.id] });
    await Promise.all([isMine([role.id]), seen([role.id])]);
    await owner.ask('role.give', { role: role.id, user: idOf(member) });
    await owner.ask('role.take', { role: role.id, user: idOf(member) });
    await Promise.all([isMine([]), seen([])]);
    await owner.ask('role.take', { role: role.id, user: idOf(member) });
    const named = { id: role.id, name: 'mods' };
    expect(await audited()).toMatchObject([
      { action: 'role.create', target_name: 'mods', after: { permissions: ['manage_messages'] } },
      { action: 'role.give', target_name: 'bob', reason: 'well done', after: { role: named } },
      { action: 'role.take', target_name: 'bob', before: { role: named } },
    ]);
    for (const socket of [watching, own]) socket.close();
  });

  test('changed, moved and deleted are in the audit log with what is different', async () => {
    await fresh();
    const { id: role } = await create(owner, 'mods');
    await owner.ask('role.update', { role, name: 'elders', permissions: ['kick'], reason: 'grown up' });
    await owner.ask('role.move', { role, position: 2 });
    await owner.ask('role.delete', { role });
    expect((await audited()).slice(1)).toMatchObject([
      {
        action: 'role.update',
        target_name: 'mods',
        reason: 'grown up',
        before: { name: 'mods', permissions: [] },
        after: { name: 'elders', permissions: ['kick'] },
      },
      { action: 'role.move', before: { position: 1 }, after: { position: 2 } },
      { action: 'role.delete', target_name: 'elders', before: { name: 'elders', position: 2 } },
    ]);
  });
});

describe('limits', () => {
  test('a server has so many roles', async () => {
    await fresh();
    for (const name of ['a', 'b', 'c', 'd']) await create(owner, name);
    expect(await rolesOf()).toHaveLength(6);
    expect(await codeOf(owner.try('role.create', { server: server.id, name: 'e' }))).toBe('limit_reached');
  });

  test('a member has so many roles', async () => {
    await fresh();
    const roles = [await create(owner, 'a'), await create(owner, 'b'), await create(owner, 'c')];
    const give = (index: number) => owner.try('role.give', { role: at(roles, index).id, user: idOf(member) });
    expect([await codeOf(give(0)), await codeOf(give(1)), await codeOf(give(2)), await codeOf(give(1))]).toEqual([
      'ok',
      'ok',
      'limit_reached',
      'ok',
    ]);
    expect((await member.ask('server.get', { server: server.id })).me.roles).toHaveLength(2);
  });

  test('a channel has so many overrides, and one that changes nothing is none', async () => {
    const { channel, defaultRole, managers } = await fresh();
    const set = (role: RoleId, deny: readonly ['send'] | readonly []) =>
      codeOf(owner.try('override.set', { channel, role, deny: [...deny] }));
    const { id: third } = await create(owner, 'third');
    expect([await set(defaultRole, ['send']), await set(managers, ['send']), await set(third, ['send'])]).toEqual([
      'ok',
      'ok',
      'limit_reached',
    ]);
    expect([await set(third, []), await set(defaultRole, []), await set(third, ['send'])]).toEqual(['ok', 'ok', 'ok']);
  });
});

describe('overrides', () => {
  test('are set for roles and members, listed, changed and cleared', async () => {
    const { channel, defaultRole } = await fresh();
    const user = idOf(member);
    await owner.ask('override.set', {
      channel,
      user,
      allow: ['manage_messages'],
      deny: ['add_reactions'],
      reason: 'so',
    });
    const set = await owner.ask('override.set', { channel, role: defaultRole, deny: ['send'] });
    expect(set).toEqual({ role: defaultRole, user: null, allow: [], deny: ['send'] });
    const ofMember = {
      role: null,
      user: { id: user, username: 'bob' },
      allow: ['manage_messages'],
      deny: ['add_reactions'],
    };
    expect((await manager.ask('override.list', { channel })).overrides).toEqual([set, ofMember]);
    expect(await codeOf(member.try('override.list', { channel }))).toBe('forbidden');
    expect(await codeOf(member.try('message.send', { id: newMessageId(), channel, content: 'x' }))).toBe('forbidden');
    await owner.ask('override.clear', { channel, role: defaultRole });
    await owner.ask('override.clear', { channel, role: defaultRole });
    expect((await owner.ask('override.list', { channel })).overrides).toEqual([ofMember]);
    expect(await codeOf(member.try('message.send', { id: newMessageId(), channel, content: 'x' }))).toBe('ok');
    expect(await audited()).toMatchObject([
      {
        action: 'override.set',
        target_name: 'general',
        reason: 'so',
        after: { user: { name: 'bob' }, deny: ['add_reactions'] },
      },
      { action: 'override.set', after: { role: { name: 'everyone' }, allow: [], deny: ['send'] } },
      { action: 'override.clear', before: { deny: ['send'] }, after: { deny: [] } },
    ]);
  });

  test.each([
    ['both a role and a member', { role: newId(RoleId), user: '0198c0de-7c1a-7000-8000-000000000001' }],
    ['neither', {}],
    ['the same allowed and denied', { role: newId(RoleId), allow: ['send'], deny: ['send'] }],
    ['what is no matter of channels', { role: newId(RoleId), allow: ['kick'] }],
  ])('that name %s are refused', async (_what, params) => {
    const { channel } = server;
    const headers = { authorization: `Bearer ${owner.token}` };
    expect((await node.post('override.set', JSON.stringify({ channel, ...params }), headers)).status).toBe(400);
  });

  test('of a role of another server are none', async () => {
    const first = await fresh();
    const { channel } = await fresh();
    expect(await codeOf(owner.try('override.set', { channel, role: first.managers, deny: ['send'] }))).toBe(
      'not_found',
    );
  });
});

describe('nobody gives others what they may not do themselves', () => {
  /** The manager may not send in the channel, because of a role of theirs below their highest. */
  async function muted() {
    const made = await fresh();
    const { id: role } = await create(owner, 'muted');
    for (const person of [manager, member]) await owner.ask('role.give', { role, user: idOf(person) });
    await owner.ask('override.set', { channel: made.channel, role, deny: ['send'] });
    return { ...made, role };
  }

  test('not by taking or deleting a role that denies it', async () => {
    const { role } = await muted();
    const answers = [
      await manager.try('role.take', { role, user: idOf(manager) }),
      await manager.try('role.take', { role, user: idOf(member) }),
      await manager.try('role.delete', { role }),
    ];
    for (const { error } of answers) expect(error?.message).toMatch(/what you may not do there yourself: send\./);
    expect((await owner.ask('role.members', { role })).members).toHaveLength(2);
  });

  test('not by a role to which a channel allows it', async () => {
    const { channel, defaultRole } = await fresh();
    const { id: role } = await create(owner, 'staff');
    await owner.ask('override.set', { channel, role: defaultRole, deny: ['view'] });
    await owner.ask('override.set', { channel, role, allow: ['view'] });
    for (const person of [manager, member])
      expect(await codeOf(manager.try('role.give', { role, user: idOf(person) }))).toBe('forbidden');
    expect(await codeOf(owner.try('role.give', { role, user: idOf(manager) }))).toBe('ok');
    expect(await codeOf(manager.try('role.give', { role, user: idOf(member) }))).toBe('ok');
  });

  test('but who lets others see a channel is not asked for what these have anyway', async () => {
    const { channel, defaultRole } = await fresh();
    const { id: role } = await create(owner, 'bans', { permissions: ['ban', 'manage_messages'] });
    await owner.ask('role.give', { role, user: idOf(member) });
    await owner.ask('override.set', { channel, user: idOf(manager), allow: ['view'] });
    await owner.ask('override.set', { channel, role: defaultRole, deny: ['view'] });
    expect(await codeOf(manager.try('override.clear', { channel, role: defaultRole }))).toBe('ok');
    const { permissions } = await member.ask('permission.explain', { user: idOf(member), channel });
    expect(permissions).toContain('manage_messages');
  });

  test('what came to nothing leaves no trace', async () => {
    const { role } = await muted();
    const before = [await audited(), await owner.ask('server.get', { server: server.id })];
    await manager.try('role.delete', { role });
    expect([await audited(), await owner.ask('server.get', { server: server.id })]).toEqual(before);
  });
});

describe('permission.explain', () => {
  test('tells what somebody may do now, and why', async () => {
    const { channel, defaultRole } = await fresh();
    await owner.ask('override.set', { channel, role: defaultRole, deny: ['send'] });
    const own = await member.ask('permission.explain', { user: idOf(member), channel });
    const { channels } = await member.ask('state.get', {});
    expect(own.permissions).toEqual(channels.find(({ id }) => id === channel)?.permissions);
    expect(own.steps.map(({ type }) => type)).toEqual(['default_role', 'override_of_default_role', 'cannot_send']);
    const ofOwner = await manager.ask('permission.explain', { user: idOf(owner), server: server.id });
    expect(ofOwner).toMatchObject({ permissions: permissionNames });
    expect(ofOwner.steps.map(({ type, roles }) => [type, ...roles])).toEqual([['default_role', 'everyone'], ['owner']]);
    expect(await codeOf(manager.try('permission.explain', { user: idOf(outsider), channel }))).toBe('not_found');
    expect(await codeOf(member.try('permission.explain', { user: idOf(owner), channel }))).toBe('forbidden');
    await server.timeOut(member);
    const later = await manager.ask('permission.explain', { user: idOf(member), channel });
    expect([later.permissions, later.steps.at(-1)?.type]).toEqual([['view'], 'timed_out']);
  });

  test.each([{}, { server: true, channel: true }])('takes a server or a channel, not %j', async (named) => {
    const { channel, id } = await fresh();
    const params = {
      user: owner.id,
      ...('server' in named ? { server: id, channel } : {}),
    };
    const headers = { authorization: `Bearer ${owner.token}` };
    expect((await node.post('permission.explain', JSON.stringify(params), headers)).status).toBe(400);
  });
});

test('who is timed out manages no roles meanwhile', async () => {
  await fresh();
  await server.timeOut(manager);
  expect(await codeOf(manager.try('role.create', { server: server.id, name: 'mods' }))).toBe('forbidden');
});

test('a change that two make at once is judged on what is so when it is made', async () => {
  await fresh();
  const names = Array.from({ length: 3 }, (_, index) => `role${index}`);
  const answers = await Promise.all(
    [...names, ...names].map((name) => codeOf(owner.try('role.create', { server: server.id, name }))),
  );
  expect(answers.toSorted()).toEqual([...Array(3).fill('name_taken'), ...Array(3).fill('ok')]);
  expect((await rolesOf()).map(({ position }) => position)).toEqual([4, 3, 2, 1, 0]);
});

describe.runIf(databaseKinds().includes('postgresql'))('on PostgreSQL', () => {
  let shared: TestNode;
  beforeAll(async () => {
    shared = await startTestNode({ kind: 'postgresql' });
  });
  afterAll(() => shared.stop());

  test('who loses a permission while their change waits for the server grants nothing with it', async () => {
    const [olga, ada, bob] = [await shared.signup('olga'), await shared.signup('ada'), await shared.signup('bob')];
    const place = await createTestServer(shared, olga);
    await place.join(ada, bob);
    const { id: lower } = await olga.ask('role.create', { server: place.id, name: 'lower', permissions: ['kick'] });
    const managers = await place.role('managers', ['manage_roles', 'kick'], ada);
    const attempts = await whileItIsTaken(place, managers, () => [
      codeOf(ada.try('role.create', { server: place.id, name: 'mine', permissions: ['kick'] })),
      codeOf(ada.try('role.give', { role: lower, user: idOf(bob) })),
      codeOf(ada.try('override.set', { channel: place.channel, role: lower, allow: ['send'] })),
    ]);
    expect(attempts).toEqual(['forbidden', 'forbidden', 'forbidden']);
    expect((await bob.ask('server.get', { server: place.id })).me.roles).toEqual([]);
  });

  /** Begins the attempts while a change is under way that takes the role from everybody, and ends it when all of them wait. */
  async function whileItIsTaken<T>(place: TestServer, role: RoleId, begin: () => Promise<T>[]): Promise<T[]> {
    let attempts: Promise<T>[] = [];
    await changeServer(shared.db, place.id, async (tx) => {
      attempts = begin();
      for (;;) {
        // What a transaction has seen of others it would see again.
        await tx.rows('select pg_stat_clear_snapshot()');
        const [waiting] = await tx.rows<{ n: number }>(
          `select count(*)::float8 as n from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like 'select 1 from servers%'`,
        );
        if (waiting?.n === attempts.length) break;
      }
      await tx.rows('delete from user_roles where role_id = $1', [role]);
      return { result: null, access: {} };
    });
    return await Promise.all(attempts);
  }
});

test('the owner’s stored permissions are all there are, in the server and in each channel', async () => {
  const { id, channel } = await fresh();
  const stored = await transaction(node.db, (tx) =>
    tx.rows<{ bits: number }>(
      'select permissions::float8 as bits from channel_members where user_id = $1 and channel_id = any($2::uuid[])',
      [owner.id, [rootOf(id), channel]],
    ),
  );
  expect(stored.map(({ bits }) => bits)).toEqual([allBits, allBits]);
  expect(toBits(permissionNames)).toBe(allBits);
});
